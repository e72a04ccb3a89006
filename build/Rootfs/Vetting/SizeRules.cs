using System.Globalization;

namespace OpenLinux.Rootfs.Vetting;

/// <summary>Holds each component to its budget.</summary>
internal sealed class SizeRules(InspectionPolicy policy, FindingCollector findings, KnownOrigins origins)
{
    private readonly Dictionary<string, long> sizes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Path, long Size)> largest = new(StringComparer.Ordinal);

    /// <param name="path">Absolute in the root filesystem.</param>
    /// <param name="size">In bytes.</param>
    public void Add(string path, long size)
    {
        if (origins.OwnerOf(path) is not { } owner)
        {
            return;
        }

        sizes[owner] = sizes.GetValueOrDefault(owner) + size;
        if (size > largest.GetValueOrDefault(owner).Size)
        {
            largest[owner] = (path, size);
        }
    }

    public void Check()
    {
        if (origins.AreUnknown)
        {
            return;
        }

        foreach (var (component, budget) in policy.Vetting.Budget)
        {
            if (!origins.Know(component))
            {
                findings.Warning(
                    RootfsErrors.BudgetForNobody, VettingRule.Size, $"budget.{component}", "no path of this root filesystem comes from it",
                    $"add {component} to components, or correct or drop the line in config/vetting.toml");
            }
            else if (sizes.GetValueOrDefault(component) is var size && size > budget)
            {
                findings.Break(
                    VettingRule.Size,
                    largest[component].Path,
                    string.Create(CultureInfo.InvariantCulture, $"{component} has {size:N0} bytes, its budget is {budget:N0}; this file has most of them"),
                    $"make it smaller, or raise budget.{component} in config/vetting.toml");
            }
        }
    }
}

using OpenLinux.Common.Errors;
using OpenLinux.Host.Errors;
using OpenLinux.Signing.Opening;

namespace OpenLinux.Host.Cli;

/// <summary>Options belong to tasks: one that no target heeds would be ignored in silence.</summary>
internal static class OptionUse
{
    /// <param name="values">The options given, by name.</param>
    /// <param name="command">What stands after "--".</param>
    /// <exception cref="BuildException">One that no target heeds, or that a target lacks (<c>OL014</c>).</exception>
    public static void Check(
        IReadOnlyCollection<string> targets, IReadOnlyDictionary<string, IReadOnlyList<string>> values, IReadOnlyList<string> command)
    {
        // --push makes every target that makes an image push it.
        string[] tasks = values.ContainsKey("push") ? [.. targets, "Push"] : [.. targets];
        foreach (var option in OptionTable.Own.Where(option => values.ContainsKey(option.Name)))
        {
            if (option.For is { } heeding && !heeding.Intersect(tasks).Any())
            {
                throw Unused(option.TakesValue ? $"--{option.Name}={KeyReference.Shown(values[option.Name][^1])}" : $"--{option.Name}", heeding, targets);
            }
        }

        if (command.Count > 0 && !tasks.Contains("Run"))
        {
            throw Unused($"-- {string.Join(' ', command)}", ["Run"], targets);
        }

        if (values.ContainsKey(DocumentOutput.Option) && targets.Distinct().Count() > 1)
        {
            throw new BuildException(
                HostErrors.BadOptionValue,
                $"--{DocumentOutput.Option}",
                $"It prints one document, and {string.Join(", ", targets)} would each print one.",
                $"./build.sh {targets.First().ToLowerInvariant()} --{DocumentOutput.Option}");
        }

        if (tasks.Contains("Diff") && !values.ContainsKey("with"))
        {
            throw new BuildException(
                HostErrors.BadOptionValue,
                "--target=Diff",
                "It compares with another image, which --with names.",
                "--with=TAG, or --with=FILE for a rootfs tarball, a Docker archive or an OCI image layout");
        }
    }

    private static BuildException Unused(string option, IReadOnlyList<string> heeding, IEnumerable<string> targets) => new(
        HostErrors.BadOptionValue,
        option,
        $"It is for {string.Join(" and ", heeding)}; {string.Join(", ", targets)} has no use for it.",
        $"./build.sh --target={heeding[0]} {option}");
}

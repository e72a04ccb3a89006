using OpenLinux.Oci.Contents;
using OpenLinux.Papers.Bom;

namespace OpenLinux.Report.Model;

/// <summary>What one component has of a root filesystem.</summary>
/// <param name="Name">As <see cref="ListedFile.Component"/> says it.</param>
/// <param name="Bom">What the papers know of it; null for what is only directories that the configuration asks for.</param>
/// <param name="Files">How many regular files it gives.</param>
/// <param name="Links">How many symbolic links.</param>
/// <param name="Colour">Which of the page's colours is its own, from 0, the largest first; the last of them is of all the rest, and of what takes no space.</param>
public sealed record ComponentShare(string Name, BomComponent? Bom, int Files, int Links, long SizeBytes, int Colour)
{
    /// <summary>So many the style has; more could not be told apart.</summary>
    public const int Colours = 9;

    public static IReadOnlyList<ComponentShare> Of(BillOfMaterials bill, RootfsListing rootfs)
    {
        var owned = rootfs.Files.ToLookup(listed => listed.Component ?? "", listed => listed.File, StringComparer.Ordinal);
        var owners = rootfs.Files.ToDictionary(listed => listed.File.Path, listed => listed.Component, StringComparer.Ordinal);
        var shares = bill.Components.Select(component => Of(NameOf(component, owners), component, owned)).ToList();
        var known = shares.Select(share => share.Name).ToHashSet(StringComparer.Ordinal);
        shares.AddRange(owned.Select(owner => owner.Key).Where(name => name.Length > 0 && !known.Contains(name)).Order(StringComparer.Ordinal)
            .Select(name => Of(name, null, owned)));
        var ranks = shares.OrderByDescending(share => share.SizeBytes).ThenBy(share => share.Name, StringComparer.Ordinal)
            .Select((share, rank) => (share.Name, rank)).ToDictionary(entry => entry.Name, entry => entry.rank, StringComparer.Ordinal);
        return [.. shares.Select(share => share with { Colour = share.SizeBytes == 0 ? Colours - 1 : Math.Min(ranks[share.Name], Colours - 1) })];
    }

    private static ComponentShare Of(string name, BomComponent? component, ILookup<string, ImageFile> owned) => new(
        name,
        component,
        owned[name].Count(file => file.Kind == ImageFileKind.File),
        owned[name].Count(file => file.Kind == ImageFileKind.Symlink),
        owned[name].Sum(file => file.SizeBytes),
        Colour: 0);

    /// <summary>The papers have names of their own for what no recipe gives; people know it by its owner.</summary>
    private static string NameOf(BomComponent component, Dictionary<string, string?> owners) =>
        component.Files.Count > 0 && owners.GetValueOrDefault(component.Files[0].FullPath) is { } owner ? owner : component.Entry.Name;
}

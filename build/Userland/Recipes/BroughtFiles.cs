using OpenLinux.Configuration.Keys;

namespace OpenLinux.Userland.Recipes;

/// <summary>One file or folder that a component brings into the sysroot as it is.</summary>
/// <param name="To">Its path in the sysroot: "etc/sh.conf".</param>
/// <param name="From">Its path in the component's folder, or in the tree that the recipe names.</param>
/// <param name="Mode">Of the file, or of each file of the folder; null for 0644, or 0755 where it is executable.</param>
public sealed record BroughtFiles(string To, string From, int? Mode)
{
    private static readonly BroughtFiles Empty = new("", "", null);

    private static readonly KeyTable<BroughtFiles> Elements = new KeyTable<BroughtFiles>()
        .Add(
            Key.Text("to", "its path in the sysroot", "\"etc/profile\"", TextRules.RelativePath) with { IsRequired = true },
            (files, path) => files with { To = path })
        .Add(
            Key.Text("from", "the file or folder of the component", "\"profile\"", TextRules.RelativePath) with { IsRequired = true },
            (files, path) => files with { From = path })
        .Add(Key.Mode("mode", "the mode of the file, or of the folder's files", "0o600"), (files, mode) => files with { Mode = (int)mode });

    internal static ConfigurationKey<IReadOnlyList<BroughtFiles>> TablesKey { get; } =
        Key.Tables("files", "files that it brings as they are", "[[files]]", Elements, Empty);
}

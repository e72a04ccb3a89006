using OpenLinux.Common.Errors;
using OpenLinux.Engine.Content;

namespace OpenLinux.Papers.Bom;

/// <summary>Traces every file of a root filesystem back to its component, material and steps. Nothing may be left over.</summary>
public static class BomAssembly
{
    internal const string RebuildFix = "./build.sh --target=Papers --no-cache makes it anew, and brings the cache in order";

    /// <param name="entries">All that may have given a file, in build order.</param>
    /// <param name="contents">What the root filesystem holds; directories have no content and no origin.</param>
    /// <exception cref="BuildException">
    /// A file comes from no component, or from one without a material (<c>OL440</c>); or it is not what the last of its steps made (<c>OL441</c>).
    /// </exception>
    public static BillOfMaterials Assemble(Product product, IReadOnlyList<ComponentEntry> entries, FileTree contents)
    {
        var histories = entries.Select(HistoriesOf).ToList();
        var files = entries.ToDictionary(entry => entry.Name, _ => new List<BomFile>(), StringComparer.Ordinal);
        foreach (var (path, node) in contents.Nodes)
        {
            if (node is not DirectoryNode)
            {
                var (entry, file) = Trace(path, node, entries, histories);
                files[entry.Name].Add(file);
            }
        }

        var parts = PartsOf(entries, files);
        return new BillOfMaterials(
            product, [.. entries.Select(entry => new BomComponent(entry, files[entry.Name], parts.Contains(entry.Name)))]);
    }

    private static (ComponentEntry Entry, BomFile File) Trace(
        string path, TreeNode node, IReadOnlyList<ComponentEntry> entries, List<Dictionary<string, List<FileVersion>>> histories)
    {
        foreach (var (entry, files) in entries.Zip(histories))
        {
            if (files.TryGetValue(path, out var history))
            {
                RequireMaterial(path, entry);
                return IsSame(history[^1].Node, node) ? (entry, new BomFile(path, node, history)) : throw NotAsBuilt(path, history[^1]);
            }
        }

        throw new BuildException(
            PapersErrors.Orphan,
            "/" + path,
            "it is in the rootfs tarball, and no component, no file of src/rootfs and no step of this build gives it: someone else put it there.",
            RebuildFix);
    }

    /// <summary>By path: a component may be made by as many steps as it has files.</summary>
    private static Dictionary<string, List<FileVersion>> HistoriesOf(ComponentEntry entry)
    {
        var histories = new Dictionary<string, List<FileVersion>>(StringComparer.Ordinal);
        foreach (var (step, made) in entry.Made)
        {
            foreach (var (path, node) in made.Nodes)
            {
                if (!histories.TryGetValue(path, out var history))
                {
                    histories.Add(path, history = []);
                }

                history.Add(new FileVersion(step, node));
            }
        }

        return histories;
    }

    private static void RequireMaterial(string path, ComponentEntry entry)
    {
        if (entry.Materials.Count == 0)
        {
            throw new BuildException(
                PapersErrors.Orphan,
                "/" + path,
                $"{entry.Name} gives it, and nothing says what {entry.Name} is made from.",
                $"state a source in the recipe.toml of {entry.Name}");
        }
    }

    /// <summary>The root filesystem normalises modes on its way, so that only content counts.</summary>
    private static bool IsSame(TreeNode made, TreeNode found) => (made, found) switch
    {
        (FileNode left, FileNode right) => left.Content == right.Content,
        (SymlinkNode left, SymlinkNode right) => left.Target == right.Target,
        _ => false,
    };

    private static BuildException NotAsBuilt(string path, FileVersion made) => new(
        PapersErrors.NotAsBuilt,
        "/" + path,
        $"it is not what {made.Step.Mnemonic} {made.Step.Label} made: someone else changed it.",
        RebuildFix);

    /// <summary>Components that gave a file, and those that are linked into one that is a part.</summary>
    private static HashSet<string> PartsOf(IReadOnlyList<ComponentEntry> entries, Dictionary<string, List<BomFile>> files)
    {
        var parts = files.Where(component => component.Value.Count > 0).Select(component => component.Key).ToHashSet(StringComparer.Ordinal);

        // Each stands after what it is linked with, so that one walk from the end finds all.
        foreach (var entry in entries.Reverse().Where(entry => parts.Contains(entry.Name)))
        {
            parts.UnionWith(entry.Links.Where(link => link.IsStatic).Select(link => link.Component));
        }

        return parts;
    }
}

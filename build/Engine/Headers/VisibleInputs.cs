using System.Runtime.CompilerServices;
using OpenLinux.Engine.Content;

namespace OpenLinux.Engine.Headers;

/// <summary>All that a compile could read, and what is asked of it over and over. Compiles that are given the same tree share it.</summary>
internal sealed class VisibleInputs
{
    private static readonly ConditionalWeakTable<FileTree, VisibleInputs> Known = [];

    private readonly TreeResolver resolver;
    private readonly Dictionary<string, List<string>> named = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>>.AlternateLookup<ReadOnlySpan<char>> byName;
    private readonly Lazy<string> folders;

    private VisibleInputs(FileTree tree)
    {
        Tree = tree;
        resolver = new TreeResolver(tree);
        byName = named.GetAlternateLookup<ReadOnlySpan<char>>();
        folders = new(FoldersOf);
        var links = new List<string>();
        var escaped = new List<string>();
        foreach (var (path, node) in tree.Nodes.Span)
        {
            if (path.Contains('\\', StringComparison.Ordinal))
            {
                escaped.Add(path);
            }

            if (node is SymlinkNode)
            {
                links.Add(path);
            }

            if (node is FileNode or SymlinkNode)
            {
                Note(path);
            }
        }

        (Links, WithBackslash) = (links, escaped);
    }

    public FileTree Tree { get; }

    public IReadOnlyList<string> Links { get; }

    /// <summary>A depfile may call them otherwise.</summary>
    public IReadOnlyList<string> WithBackslash { get; }

    /// <summary>A hash of the folders there are.</summary>
    public string Folders => folders.Value;

    /// <returns>Null where a directory that is given by digest alone cannot be read.</returns>
    public static async ValueTask<VisibleInputs?> OfAsync(FileTree inputs, DirectoryReader directories, CancellationToken cancellation)
    {
        if (!Known.TryGetValue(inputs, out var visible) && await directories.ExpandAsync(inputs, cancellation) is { } tree)
        {
            visible = Known.GetValue(inputs, _ => new VisibleInputs(tree));
        }

        return visible;
    }

    /// <returns>The path of the input that a path leads to, or null where it is none.</returns>
    public string? Resolve(string path) => resolver.Resolve(path);

    /// <returns>The files and links of that base name in any folder.</returns>
    public IReadOnlyList<string> Named(string name) => named.GetValueOrDefault(name) ?? [];

    private void Note(string path)
    {
        var name = NameOf(path);
        if (!byName.TryGetValue(name, out var paths))
        {
            byName[name] = paths = [];
        }

        paths.Add(path);
    }

    private string FoldersOf()
    {
        var all = TreePaths.ParentsOf(Tree.Nodes.Keys);
        all.UnionWith(Tree.Nodes.Where(node => node.Value is DirectoryNode).Select(node => node.Key));
        return Digest.OfUtf8(string.Join('\n', all.Order(StringComparer.Ordinal))).Hash;
    }

    private static ReadOnlySpan<char> NameOf(string path) => path.AsSpan(path.LastIndexOf('/') + 1);
}

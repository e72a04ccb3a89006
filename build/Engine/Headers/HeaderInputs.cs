using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;

namespace OpenLinux.Engine.Headers;

/// <summary>
/// Narrows the inputs of a compile to what can change its result. The weak spec has only the sources and the files the command line
/// names. A strong spec adds the headers of one known set, every symlink, and each visible file that shares a base name with a header
/// of the set: one that is new, earlier on the include path, must change the key. Where a header's path has "..", it leads through a
/// folder that need hold none of them: then each folder's coming and going counts.
/// </summary>
internal sealed class HeaderInputs
{
    /// <summary>Keeps a weak key from ever being that of an action.</summary>
    private const string WeakProperty = "openlinux:header-sets-of";

    /// <summary>The folders among the inputs, in the key of a set with a path like "sub/../value.h".</summary>
    public const string FoldersProperty = "openlinux:folders";

    private readonly ActionSpec spec;
    private readonly VisibleInputs visible;
    private readonly HashSet<string> always;

    private HeaderInputs(ActionSpec spec, VisibleInputs visible)
    {
        this.spec = spec;
        this.visible = visible;
        always = new(spec.Headers!.Sources, StringComparer.Ordinal);
        foreach (var argument in spec.Arguments)
        {
            AddNamed(argument);
        }

        NamedByCommand = [.. always.Where(path => visible.Tree.Nodes.GetValueOrDefault(path) is FileNode)];
        always.UnionWith(visible.WithBackslash);
    }

    /// <summary>The sources, and the files that the command line names.</summary>
    public IReadOnlyList<string> NamedByCommand { get; }

    public ActionSpec Weak => spec with
    {
        Inputs = NodesAt(always, static _ => true),
        Platform = new Dictionary<string, string>(spec.Platform) { [WeakProperty] = "1" },
    };

    /// <returns>Null where a directory that is given by digest alone cannot be read.</returns>
    public static async ValueTask<HeaderInputs?> OfAsync(
        ActionSpec spec, DirectoryReader directories, CancellationToken cancellation) =>
        await VisibleInputs.OfAsync(spec.Inputs, directories, cancellation) is { } visible ? new HeaderInputs(spec, visible) : null;

    /// <returns>The spec with the inputs that count for a set, or null where a header of the set is no longer visible.</returns>
    public ActionSpec? Strong(HeaderSet set)
    {
        var paths = new HashSet<string>(always, StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in set.Paths)
        {
            if (Resolve(path) is not { } resolved)
            {
                return null;
            }

            paths.Add(resolved);
            names.Add(NameOf(path));
            names.Add(NameOf(resolved));
        }

        return set.ProbesNames ? spec : Narrowed(paths, names, set.Paths.Any(LeadsThroughFolder));
    }

    /// <summary>The inputs to compare with those of an earlier action: what that had, and what now shadows it.</summary>
    /// <param name="withFolders">Whether its folders counted.</param>
    public ActionSpec Like(FileTree earlier, bool withFolders)
    {
        var paths = new HashSet<string>(always, StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (path, node) in earlier.Nodes)
        {
            paths.Add(path);
            if (node is FileNode)
            {
                names.Add(NameOf(path));
            }
        }

        return Narrowed(paths, names, withFolders);
    }

    /// <returns>The path of the input that a path of the depfile leads to, or null where it is none.</returns>
    public string? Resolve(string path) => visible.Resolve(path);

    /// <returns>The files and links of that base name in any folder.</returns>
    public IEnumerable<string> Named(string name) => visible.Named(name);

    /// <returns>The content of the input at a resolved path.</returns>
    public Digest ContentOf(string resolved) => ((FileNode)visible.Tree.Nodes[resolved]).Content;

    /// <param name="paths">Those that count wherever they stand; takes in those that count for their names.</param>
    private ActionSpec Narrowed(HashSet<string> paths, HashSet<string> names, bool withFolders)
    {
        paths.UnionWith(names.SelectMany(visible.Named));
        paths.UnionWith(visible.Links);
        return spec with
        {
            Inputs = NodesAt(paths, static node => node is FileNode or SymlinkNode),
            Platform = withFolders
                ? new Dictionary<string, string>(spec.Platform) { [FoldersProperty] = visible.Folders }
                : spec.Platform,
        };
    }

    private FileTree NodesAt(IEnumerable<string> paths, Func<TreeNode, bool> counts) => FileTree.Of(
        from path in paths
        let node = visible.Tree.Nodes.GetValueOrDefault(path)
        where node is not null && counts(node)
        select KeyValuePair.Create(path, node));

    private static bool LeadsThroughFolder(string path) =>
        path.Contains("..", StringComparison.Ordinal) && path.Split('/').Contains("..");

    /// <summary>Response files, sanitizer lists and the like are read without showing up in a depfile.</summary>
    private void AddNamed(string argument)
    {
        AddIfVisible(argument);
        if (argument.StartsWith('@'))
        {
            AddIfVisible(argument[1..]);
        }

        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        if (equals > 0)
        {
            AddIfVisible(argument[(equals + 1)..]);
        }
    }

    private void AddIfVisible(string path)
    {
        if (path.Length > 0 && visible.Resolve(path) is { } resolved)
        {
            always.Add(resolved);
        }
    }

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];
}

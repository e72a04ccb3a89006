using System.Collections.Concurrent;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;

namespace OpenLinux.Userland.Fronts;

/// <summary>
/// What a compile could read, told before it runs: its source, what its command names, each file of the folder that shares a base name with
/// one that these include or ask for, and so on; every link and every folder. A compile that reads more does not find it, and fails.
/// </summary>
internal sealed class UnitInputs(IActionLedger ledger, UnitOrigin origin)
{
    private readonly ConcurrentDictionary<Digest, bool> stored = new();

    /// <returns>All of it in the store; null where it changes right now, or a link leads out of the folder.</returns>
    public async Task<FileTree?> OfAsync(Unit unit, CancellationToken cancellation)
    {
        if (ReachableFrom(unit) is not { } files)
        {
            return null;
        }

        var nodes = new Dictionary<string, TreeNode>(StringComparer.Ordinal);
        foreach (var (path, node) in files)
        {
            if (!await StoreAsync(path, node.Content, cancellation))
            {
                return null;
            }

            nodes[path] = node;
        }

        foreach (var (path, target) in origin.Tree.Links())
        {
            if (target.StartsWith('/'))
            {
                return null;
            }

            nodes[path] = new SymlinkNode(target);
        }

        foreach (var folder in origin.Tree.Folders().Where(folder => !UnitScript.IsOfFront(folder)))
        {
            nodes.TryAdd(folder, new DirectoryNode());
        }

        return unit.Outputs.Any(nodes.ContainsKey) ? null : FileTree.Of(nodes);
    }

    private Dictionary<string, FileNode>? ReachableFrom(Unit unit)
    {
        var files = new Dictionary<string, FileNode>(StringComparer.Ordinal);
        var names = new HashSet<string>(unit.ScanOfCommand.Asked, StringComparer.Ordinal);
        var waiting = new Queue<string>(unit.NamedByCommand().Concat(names.SelectMany(origin.Tree.Named)));
        if (unit.Source is not null)
        {
            waiting.Enqueue(unit.Source);
        }

        while (waiting.TryDequeue(out var path))
        {
            if (files.ContainsKey(path))
            {
                continue;
            }

            if (origin.Tree.NodeOf(path) is not { } node
                || origin.Knowledge.ScanOf(path, node.Content) is not { } scan
                || origin.Knowledge.IncludesOf(path, node.Content) is not { } included)
            {
                return null;
            }

            files.Add(path, node);
            foreach (var found in scan.Asked.Concat(included).Where(names.Add).SelectMany(origin.Tree.Named))
            {
                waiting.Enqueue(found);
            }
        }

        return files;
    }

    /// <returns>Whether the store has that content: what the build has made is put there.</returns>
    private async Task<bool> StoreAsync(string path, Digest content, CancellationToken cancellation)
    {
        if (origin.Tree.IsLaidOut(path, content) || stored.ContainsKey(content))
        {
            return true;
        }

        if (origin.Tree.ContentOf(path, content) is not { } bytes)
        {
            return false;
        }

        stored.TryAdd(await ledger.Store.PutAsync(bytes, cancellation), true);
        return true;
    }
}

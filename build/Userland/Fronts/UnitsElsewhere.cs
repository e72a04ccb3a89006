using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using OpenLinux.Common.Files;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Execution;

namespace OpenLinux.Userland.Fronts;

/// <summary>
/// Runs compiles of a makefile on workers. What a compile will read is not known before: it is given all files of the folder that it could
/// read, one tree for all compiles while none of them changes, and every folder there is. What comes of it is written where the compiler
/// would have written it. In any doubt there is no result, and the compiler runs here.
/// </summary>
internal sealed class UnitsElsewhere(IActionLedger ledger, UnitOrigin origin)
{
    /// <summary>What compilers and linkers write, and no compile reads; asked for, it is in doubt.</summary>
    private static readonly string[] Made = [".o", ".lo", ".a", ".so", ".d", ".cmd", ".su", ".gch", ".pch"];

    private readonly ConcurrentDictionary<Digest, bool> stored = new();
    private readonly Lock gate = new();
    private FileTree given = FileTree.Empty;

    /// <param name="startedAt">By <see cref="CoarseClock"/>, after which nothing may have changed.</param>
    /// <returns>What it read and said, with its outputs in place; null where it is to run here.</returns>
    public async Task<UnitRun?> TryRunAsync(Unit unit, long startedAt, CancellationToken cancellation)
    {
        if (!ledger.HasElsewhere || unit.Command.IsQuestion || unit.Source is null || unit.IsAssembly)
        {
            return null;
        }

        var started = Stopwatch.GetTimestamp();
        if (await InputsAsync(unit, cancellation) is not { } inputs
            || await ledger.RunElsewhereAsync(SpecOf(unit, inputs), cancellation) is not { } result
            || await TextAsync(result, UnitScript.RootName, cancellation) is not { Length: > 0 } root
            || await TextAsync(result, UnitScript.HeaderNames, cancellation) is not { } headers
            || await ContentAsync(result, unit.Output, cancellation) is not { } output
            || output.AsSpan().IndexOf(Encoding.UTF8.GetBytes(root)) >= 0)
        {
            return null;
        }

        var depfile = unit.Depfile is null ? null : await TextAsync(result, unit.Depfile, cancellation);
        if (unit.Depfile is not null && depfile is null)
        {
            return null;
        }

        var run = new UnitRun(
            0,
            [.. headers.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(name => name.Replace(root, origin.Tree.Root, StringComparison.Ordinal)).Distinct(StringComparer.Ordinal)],
            Opened: null,
            origin.Here(result.Stdout),
            startedAt,
            started)
        {
            IsElsewhere = true,
        };
        await File.WriteAllBytesAsync($"{origin.Tree.Root}/{unit.Output}", output, cancellation);
        if (depfile is not null)
        {
            await File.WriteAllTextAsync($"{origin.Tree.Root}/{unit.Depfile}", origin.Here(depfile), cancellation);
        }

        return run;
    }

    /// <summary>Whether a name that a compile asked for is one of those that it was not given.</summary>
    public static bool IsLeftOut(string name) => Made.Any(ending => name.EndsWith(ending, StringComparison.Ordinal));

    private ActionSpec SpecOf(Unit unit, FileTree inputs) => new()
    {
        Mnemonic = unit.Mnemonic,
        Label = unit.Label,
        Arguments = unit.ArgumentsElsewhere,
        Environment = origin.Environment,
        Platform = origin.Platform,
        Tools = origin.Tools,
        Inputs = inputs,
        Outputs = [.. unit.Outputs, UnitScript.RootName, UnitScript.HeaderNames],
    };

    /// <returns>Null where they change right now, or hold what the compile is to write.</returns>
    private async Task<FileTree?> InputsAsync(Unit unit, CancellationToken cancellation)
    {
        var nodes = new List<KeyValuePair<string, TreeNode>>();
        var changed = new List<(string Path, Digest Content)>();
        foreach (var (path, kind) in origin.Tree.Entries())
        {
            if (path.StartsWith(".front", StringComparison.Ordinal) || (kind == FileKind.File && IsLeftOut(path)))
            {
                continue;
            }

            TreeNode? node = kind switch
            {
                FileKind.File => origin.Tree.NodeOf(path),
                FileKind.Symlink => new SymlinkNode(origin.Tree.Links().First(link => link.Key == path).Value),
                FileKind.Directory => new DirectoryNode(),
                _ => null,
            };
            if (node is null || unit.Outputs.Contains(path) || node is SymlinkNode { Target: ['/', ..] })
            {
                return null;
            }

            nodes.Add(KeyValuePair.Create(path, node));
            if (node is FileNode file && !stored.ContainsKey(file.Content) && !origin.Tree.IsLaidOut(path, file.Content))
            {
                changed.Add((path, file.Content));
            }
        }

        foreach (var (path, content) in changed)
        {
            if (origin.Tree.ContentOf(path, content) is not { } bytes)
            {
                return null;
            }

            stored.TryAdd(await ledger.Store.PutAsync(bytes, cancellation), true);
        }

        return SameOrNew(FileTree.Of(nodes));
    }

    /// <summary>An equal tree is not hashed again.</summary>
    private FileTree SameOrNew(FileTree now)
    {
        lock (gate)
        {
            return given.Nodes.Count == now.Nodes.Count && given.Nodes.SequenceEqual(now.Nodes) ? given : given = now;
        }
    }

    private async Task<string?> TextAsync(ExecutionResult result, string path, CancellationToken cancellation) =>
        await ContentAsync(result, path, cancellation) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    private async Task<byte[]?> ContentAsync(ExecutionResult result, string path, CancellationToken cancellation) =>
        result.Outputs.Nodes.GetValueOrDefault(path) is FileNode file ? await ledger.Store.ReadAsync(file.Content, cancellation) : null;
}

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using OpenLinux.Common.Files;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Userland.Reading;

namespace OpenLinux.Userland.Fronts;

/// <summary>Finds the results of compiles, and keeps those of compiles that have run.</summary>
internal sealed class UnitCache(IActionLedger ledger, UnitOrigin origin)
{
    private readonly ConcurrentDictionary<Task, bool> keeping = new();

    /// <returns>Null where the compile must run.</returns>
    public async Task<KnownUnit?> FindAsync(Unit unit, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var own = UnitReads.Parse(await ledger.ReadNoteAsync(unit.WeakKey, cancellation));
        return await FindAmongAsync(own, unit, started, cancellation)
            ?? await FindAmongAsync(await ElsewhereAsync(unit, own, cancellation), unit, started, cancellation);
    }

    /// <summary>Writes a known result's outputs to where the compiler would.</summary>
    /// <returns>The exit code and the messages; null where an output is lost.</returns>
    public async Task<(int ExitCode, string Messages)?> WriteAsync(Unit unit, KnownUnit known, CancellationToken cancellation)
    {
        var exitCode = 0;
        foreach (var (path, node) in known.Outcome.Outputs.Nodes)
        {
            var file = (FileNode)node;
            if (path == unit.Output && !unit.Command.IsQuestion)
            {
                if (!await ledger.Store.WriteToAsync(file.Content, $"{origin.Tree.Root}/{path}", file.Mode, cancellation))
                {
                    return null;
                }

                continue;
            }

            if (await ledger.Store.ReadAsync(file.Content, cancellation) is not { } text)
            {
                return null;
            }

            if (unit.Command.IsQuestion)
            {
                exitCode = int.Parse(Encoding.ASCII.GetString(text), System.Globalization.CultureInfo.InvariantCulture);
            }
            else
            {
                await File.WriteAllBytesAsync($"{origin.Tree.Root}/{path}", Encoding.UTF8.GetBytes(origin.Here(Encoding.UTF8.GetString(text))), cancellation);
            }
        }

        return (exitCode, origin.Here(known.Outcome.Stdout));
    }

    /// <summary>Takes what a compile made; the makefile may go on when this has ended, and the rest is kept behind.</summary>
    /// <returns>Why it is not kept; null where it is.</returns>
    public async Task<string?> TakeAsync(Unit unit, UnitRun run, CancellationToken cancellation)
    {
        origin.Tree.Refresh();
        if (HeadersOf(unit, run) is not { } headers || ScanOf(unit, headers) is not { } scan || unit.WordsOf(headers) is not { } words)
        {
            return "it reads what is no file of the build";
        }

        if (UnitDoubts.Of(words, scan) is { } doubt)
        {
            return doubt;
        }

        if (scan.MayAssembleFiles(unit.IsAssembly) && !HasReadOnly(unit, run, headers))
        {
            return "its assembly may read files";
        }

        var configuration = ConfigurationAmong(unit, headers, run.Messages);
        var reads = ReadsOf(run, headers, scan, configuration);
        if (unit.With(reads) is not { } action)
        {
            return "what it reads cannot be told";
        }

        var readFiles = action.Inputs.Nodes.Keys.Where(path => !reads.Configuration.Contains(path)).Concat(reads.Configuration);
        if (!readFiles.All(path => origin.Tree.IsUnchangedSince(path, run.StartedAt)))
        {
            return "its inputs changed meanwhile";
        }

        if (await OutputsOfAsync(unit, run, cancellation) is not { } outputs)
        {
            return "its output names the folder that it was made in";
        }

        var inputs = configuration.Select(header => header.Narrowed).ToList();
        foreach (var (path, node) in action.Inputs.Nodes)
        {
            if (node is FileNode file && !origin.Tree.IsLaidOut(path, file.Content) && !reads.Configuration.Contains(path))
            {
                if (origin.Tree.ContentOf(path, file.Content) is not { } content)
                {
                    return "its inputs change";
                }

                inputs.Add(content);
            }
        }

        Behind(async () =>
        {
            foreach (var input in inputs)
            {
                await ledger.Store.PutAsync(input, CancellationToken.None);
            }

            await ledger.RecordAsync(action, outputs, origin.Anywhere(run.Messages), run.Started, CancellationToken.None);
            var earlier = UnitReads.Parse(await ledger.ReadNoteAsync(unit.WeakKey, CancellationToken.None));
            var others = await ElsewhereAsync(unit, earlier, CancellationToken.None);
            await ledger.WriteNoteAsync(unit.WeakKey, UnitReads.Note(reads, earlier.Concat(others)), CancellationToken.None);
        });
        return null;
    }

    /// <summary>All that was to be kept is.</summary>
    public Task SettleAsync() => Task.WhenAll(keeping.Keys);

    /// <summary>A cache that cannot be written to costs the next build time, and this one nothing.</summary>
    private void Behind(Func<Task> work)
    {
        var task = Task.Run(async () =>
        {
            try
            {
                await work();
            }
            catch (Exception fault) when (fault is Common.Errors.BuildException || StorageFaults.IsFault(fault))
            {
                ledger.Verbose($"{origin.Label}: {fault.Message}");
            }
        });
        keeping.TryAdd(task, true);
        _ = task.ContinueWith(done => keeping.TryRemove(done, out _), TaskScheduler.Default);
    }

    private async Task<KnownUnit?> FindAmongAsync(IEnumerable<UnitReads> known, Unit unit, long started, CancellationToken cancellation)
    {
        foreach (var reads in known)
        {
            if (unit.With(reads) is { } action && await ledger.FindAsync(action, started, cancellation) is { } found)
            {
                return new KnownUnit(found, reads);
            }
        }

        return null;
    }

    /// <returns>What others know that is not known here.</returns>
    private async Task<IEnumerable<UnitReads>> ElsewhereAsync(Unit unit, IReadOnlyList<UnitReads> own, CancellationToken cancellation) =>
        UnitReads.Parse(await ledger.ReadNoteElsewhereAsync(unit.WeakKey, cancellation)).Where(reads => !own.Any(reads.IsSame));

    private List<(string Path, Digest Content)>? HeadersOf(Unit unit, UnitRun run)
    {
        var headers = new List<(string Path, Digest Content)>();
        foreach (var name in run.Headers)
        {
            if (unit.Resolve(name) is not { } path || origin.Tree.NodeOf(path) is not { } node)
            {
                return null;
            }

            headers.Add((path, node.Content));
        }

        return headers;
    }

    private UnitReads ReadsOf(UnitRun run, List<(string Path, Digest Content)> headers, SourceScan scan, List<(string Path, byte[] Narrowed)> configuration) => new(
        [.. run.Headers.Select(origin.Anywhere)], scan.Asked, [.. configuration.Select(header => header.Path)])
    {
        Narrowed = configuration.Count == 0 ? null : new NarrowedHeaders(Unit.WholeOf(headers), [.. configuration.Select(header => Digest.Of(header.Narrowed))]),
    };

    private static bool HasReadOnly(Unit unit, UnitRun run, List<(string Path, Digest Content)> headers)
    {
        var inputs = headers.Select(header => header.Path).ToHashSet(StringComparer.Ordinal);
        if (unit.Source is not null)
        {
            inputs.Add(unit.Source);
        }

        return run.Opened?.AreAmong(unit, inputs) == true;
    }

    private SourceScan? ScanOf(Unit unit, List<(string Path, Digest Content)> headers)
    {
        var scans = new List<SourceScan> { unit.ScanOfCommand };
        foreach (var (path, content) in unit.Source is null ? headers : headers.Prepend((unit.Source, unit.SourceContent)))
        {
            if (origin.Knowledge.ScanOf(path, content) is not { } scan)
            {
                return null;
            }

            scans.Add(scan);
        }

        return SourceScan.Of(scans);
    }

    /// <summary>A release's own headers stay as they are: those that its build wrote are worth the look. Messages may name their lines.</summary>
    private List<(string Path, byte[] Narrowed)> ConfigurationAmong(Unit unit, List<(string Path, Digest Content)> headers, string messages) =>
        unit.Command.KeepsMacros ? [] : [.. headers
            .DistinctBy(header => header.Path)
            .Where(header => !origin.Tree.IsLaidOut(header.Path, header.Content) && !messages.Contains(Path.GetFileName(header.Path), StringComparison.Ordinal))
            .Select(header => (header.Path, Narrowed: unit.Narrowed(header.Path, headers)!))
            .Where(header => header.Narrowed is not null)];

    private async Task<FileTree?> OutputsOfAsync(Unit unit, UnitRun run, CancellationToken cancellation)
    {
        if (unit.Command.IsQuestion)
        {
            var code = Encoding.ASCII.GetBytes(run.ExitCode.ToString(System.Globalization.CultureInfo.InvariantCulture));
            return FileTree.Empty.With(UnitScript.ExitCode, new FileNode(await ledger.Store.PutAsync(code, cancellation)));
        }

        var content = await File.ReadAllBytesAsync($"{origin.Tree.Root}/{unit.Output}", cancellation);
        if (content.AsSpan().IndexOf(Encoding.UTF8.GetBytes(origin.Tree.Root)) >= 0)
        {
            return null;
        }

        var outputs = FileTree.Empty.With(unit.Output, new FileNode(await ledger.Store.PutAsync(content, cancellation)));
        if (unit.Depfile is not null)
        {
            var text = origin.Anywhere(await File.ReadAllTextAsync($"{origin.Tree.Root}/{unit.Depfile}", cancellation));
            outputs = outputs.With(unit.Depfile, new FileNode(await ledger.Store.PutAsync(Encoding.UTF8.GetBytes(text), cancellation)));
        }

        return outputs;
    }
}

/// <param name="Reads">What the compile read when it ran.</param>
internal sealed record KnownUnit(ActionOutcome Outcome, UnitReads Reads);

/// <summary>A compile that has run.</summary>
/// <param name="Headers">As the compiler named them, each once.</param>
/// <param name="Opened">Null where it could not be watched.</param>
/// <param name="StartedAt">By <see cref="CoarseClock"/>, before it started.</param>
/// <param name="Started">A <see cref="Stopwatch"/> timestamp.</param>
internal sealed record UnitRun(
    int ExitCode, IReadOnlyList<string> Headers, OpenedFiles? Opened, string Messages, long StartedAt, long Started);

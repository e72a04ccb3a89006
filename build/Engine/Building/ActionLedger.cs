using System.Diagnostics;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Execution;
using OpenLinux.Engine.Explanations;
using OpenLinux.Engine.Reporting;

namespace OpenLinux.Engine.Building;

/// <inheritdoc />
internal sealed class ActionLedger(
    IContentStore store,
    IActionCache cache,
    ActionHistory history,
    ActionExplainer explainer,
    IBuildReporter reporter,
    BuildEngineOptions options,
    RemoteExecutor? elsewhere) : IActionLedger
{
    private readonly ActionResults results = new(store);

    public IContentStore Store => store;

    public string ProgramFolder => options.ProgramFolder;

    public async ValueTask<ActionOutcome?> FindAsync(ActionSpec spec, long started, CancellationToken cancellation)
    {
        var key = EncodedAction.Of(spec).Key;
        if (!options.UseCache
            || await cache.GetAsync(key, cancellation) is not { } result
            || await results.ReadAsync(spec, key, result, cancellation) is not { } found)
        {
            return null;
        }

        var outcome = new ActionOutcome(spec, key, found.Outputs, found.Stdout, Cached: true, "", Stopwatch.GetElapsedTime(started))
        {
            IsFromElsewhere = cache.IsFromElsewhere(key),
        };
        reporter.ActionFinished(outcome);
        return outcome;
    }

    public void Start(ActionSpec spec) => reporter.ActionStarted(spec);

    public async ValueTask RecordAsync(ActionSpec spec, FileTree outputs, string stdout, long started, CancellationToken cancellation)
    {
        var elapsed = Stopwatch.GetElapsedTime(started);
        var reason = options.UseCache ? await explainer.ExplainAsync(spec, cancellation) : "--no-cache";
        var action = EncodedAction.Of(spec);
        var record = await action.StoreAsync(store, cancellation);
        await cache.PutAsync(action, await results.ToMessageAsync(spec, outputs, stdout, "", cancellation), cancellation);
        history.Add(spec, new PastAction(action.Key, record));
        reporter.ActionFinished(new ActionOutcome(spec, action.Key, outputs, stdout, Cached: false, reason, elapsed));
    }

    public async ValueTask<string?> ReadNoteAsync(Digest about, CancellationToken cancellation) => TextOf(await cache.GetAsync(about, cancellation));

    public async ValueTask<string?> ReadNoteElsewhereAsync(Digest about, CancellationToken cancellation) =>
        TextOf(await cache.GetElsewhereAsync(about, cancellation));

    public ValueTask WriteNoteAsync(Digest about, string note, CancellationToken cancellation) =>
        cache.PutAsync(about, new Reapi.ActionResult { StdoutRaw = Google.Protobuf.ByteString.CopyFromUtf8(note) }, cancellation);

    public bool HasElsewhere => elsewhere is not null;

    public async ValueTask<(FileTree Outputs, string Stdout)?> RunElsewhereAsync(ActionSpec spec, CancellationToken cancellation) =>
        elsewhere is not null && await elsewhere.TryExecuteAsync(spec, cancellation) is { } result ? (result.Outputs, result.Stdout) : null;

    public void Verbose(string message) => reporter.Verbose(message);

    private static string? TextOf(Reapi.ActionResult? note) =>
        note is { OutputFiles.Count: 0, StdoutDigest: null } ? note.StdoutRaw.ToStringUtf8() : null;
}

using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using OpenLinux.Common.Files;
using OpenLinux.Engine.Actions;

namespace OpenLinux.Userland.Fronts;

/// <summary>Answers a front: what the compile gives where that is known, else that it is to run, or that it is none that can be known.</summary>
/// <param name="scratch">A folder for what one compile tells, none of which stays.</param>
internal sealed class FrontService(IActionLedger ledger, UnitOrigin origin, UnitReader reader, UnitCache cache, UnitsElsewhere elsewhere, string scratch)
{
    private const uint Known = 1;
    private const uint Run = 2;
    private const uint AsItIs = 3;

    /// <summary>Bytes; a front that could not watch its compiler says more.</summary>
    private const uint OpenedLimit = 1 << 22;

    private readonly Lock headersGate = new();

    /// <summary>Where workers run compiles, more of them are on their way than this machine could run.</summary>
    private readonly SemaphoreSlim? cores = ledger.HasElsewhere ? new(Environment.ProcessorCount) : null;
    private int runs;

    public async Task ServeAsync(Stream front, CancellationToken cancellation)
    {
        if (await FrontRequest.ReadAsync(front, cancellation) is not { } request)
        {
            return;
        }

        var isFresh = origin.Tree.Refresh();
        if (reader.Read(request) is not { } unit)
        {
            await AnswerAsync(front, AsItIs, [], cancellation);
        }
        else if (await cache.FindAsync(unit, cancellation) is { } known && await cache.WriteAsync(unit, known, cancellation) is { } result)
        {
            AppendHeaders(request, known.Reads.Headers.Where(header => header.Contains("/../", StringComparison.Ordinal)).Select(origin.Here));
            await AnswerAsync(front, Known, Encode(result.ExitCode, result.Messages), cancellation);
        }
        else
        {
            await RunAsync(front, request, unit, isFresh, cancellation);
        }
    }

    private async Task RunAsync(Stream front, FrontRequest request, Unit unit, bool isFresh, CancellationToken cancellation)
    {
        ledger.Start(new ActionSpec { Mnemonic = unit.Mnemonic, Label = unit.Label, Arguments = [], Outputs = [] });
        var started = Stopwatch.GetTimestamp();

        // What was written in the tick in which the compiler starts could as well have been written after it had read that.
        var startedAt = isFresh || !origin.Tree.IsUnchangedSince(unit.Source ?? "", CoarseClock.Now)
            ? await CoarseClock.NextAsync(cancellation)
            : CoarseClock.Now;
        if (await elsewhere.TryRunAsync(unit, startedAt, cancellation) is { } ran)
        {
            if (await cache.TakeAsync(unit, ran, cancellation) is not { } doubt)
            {
                AppendHeaders(request, ran.Headers);
                await AnswerAsync(front, Known, Encode(ran.ExitCode, ran.Messages), cancellation);
                return;
            }

            // What it writes now takes the place of what is there.
            ledger.Verbose($"{unit.Label}: runs here: {doubt}");
        }

        await (cores?.WaitAsync(cancellation) ?? Task.CompletedTask);
        try
        {
            await RunHereAsync(front, request, unit, startedAt, started, cancellation);
        }
        finally
        {
            cores?.Release();
        }
    }

    private async Task RunHereAsync(Stream front, FrontRequest request, Unit unit, long startedAt, long started, CancellationToken cancellation)
    {
        var number = Interlocked.Increment(ref runs);
        var messages = $"{scratch}/{number}.messages";
        var headers = $"{scratch}/{number}.headers";
        await AnswerAsync(front, Run, Encoding.UTF8.GetBytes($"{messages}\0{headers}\0"), cancellation);
        if (await ReadEndAsync(front, cancellation) is { } end)
        {
            string[] read = File.Exists(headers) ? await File.ReadAllLinesAsync(headers, cancellation) : [];
            AppendHeaders(request, read);
            var run = new UnitRun(
                end.ExitCode,
                [.. read.Distinct(StringComparer.Ordinal)],
                end.Opened,
                await File.ReadAllTextAsync(messages, cancellation),
                startedAt,
                started);
            if (run.ExitCode == 0 || unit.Command.IsQuestion)
            {
                await TakeAsync(unit, run, cancellation);
            }

            await front.WriteAsync(new byte[1], cancellation);
        }

        File.Delete(messages);
        File.Delete(headers);
    }

    /// <returns>Null where the front is gone.</returns>
    private static async Task<(int ExitCode, OpenedFiles? Opened)?> ReadEndAsync(Stream front, CancellationToken cancellation)
    {
        var numbers = new byte[2 * sizeof(uint)];
        if (await front.ReadAtLeastAsync(numbers, numbers.Length, throwOnEndOfStream: false, cancellation) < numbers.Length)
        {
            return null;
        }

        var exitCode = BinaryPrimitives.ReadInt32LittleEndian(numbers);
        var size = BinaryPrimitives.ReadUInt32LittleEndian(numbers.AsSpan(sizeof(uint)));
        if (size > OpenedLimit)
        {
            return (exitCode, null);
        }

        var opened = new byte[size];
        return await front.ReadAtLeastAsync(opened, opened.Length, throwOnEndOfStream: false, cancellation) < opened.Length
            ? null
            : (exitCode, OpenedFiles.Parse(opened));
    }

    private async Task TakeAsync(Unit unit, UnitRun run, CancellationToken cancellation)
    {
        if (await cache.TakeAsync(unit, run, cancellation) is { } why)
        {
            ledger.Verbose($"{unit.Label}: not kept: {why}");
        }
    }

    /// <summary>Who reads the build's list of headers finds in it what the compiler would have written there.</summary>
    private void AppendHeaders(FrontRequest request, IEnumerable<string> lines)
    {
        var text = string.Concat(lines.Select(line => line + "\n"));
        if (text.Length > 0)
        {
            lock (headersGate)
            {
                File.AppendAllText(Path.Combine(request.Folder, request.Environment[UnitReader.HeadersFile]), text);
            }
        }
    }

    private static byte[] Encode(int exitCode, string messages)
    {
        var text = Encoding.UTF8.GetBytes(messages);
        var answer = new byte[(2 * sizeof(uint)) + text.Length];
        BinaryPrimitives.WriteInt32LittleEndian(answer, exitCode);
        text.CopyTo(answer, 2 * sizeof(uint));
        return answer;
    }

    private static async Task AnswerAsync(Stream front, uint kind, byte[] body, CancellationToken cancellation)
    {
        var answer = new byte[(2 * sizeof(uint)) + body.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(answer, kind);
        BinaryPrimitives.WriteUInt32LittleEndian(answer.AsSpan(sizeof(uint)), (uint)body.Length);
        body.CopyTo(answer, 2 * sizeof(uint));
        await front.WriteAsync(answer, cancellation);
    }
}

using System.Collections.Concurrent;

namespace OpenLinux.Host.Testing;

/// <summary>Follows what xunit's verbose reporter prints, and tells which tests have begun and not ended.</summary>
/// <param name="patience">How long no test may begin or end.</param>
internal sealed class TestWatch(TimeSpan patience, TimeProvider clock)
{
    private const string Starting = " [STARTING]";
    private const string Finished = " [FINISHED]";

    /// <summary>A clock may have gone on between two looks at it.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(1);

    private readonly ConcurrentDictionary<string, long> running = new(StringComparer.Ordinal);
    private long last = clock.GetTimestamp();

    /// <summary>Those that run, longest first.</summary>
    public IReadOnlyList<string> Running => [.. running.OrderBy(test => test.Value).Select(test => test.Key)];

    public bool IsSilent => clock.GetElapsedTime(Volatile.Read(ref last)) >= patience;

    /// <returns>Whether the line tells that a test has begun (true) or ended (false); null for one that says something else.</returns>
    public bool? Take(string line, out string test)
    {
        var isStart = line.EndsWith(Starting, StringComparison.Ordinal);
        var end = isStart ? line.Length - Starting.Length : line.LastIndexOf(Finished, StringComparison.Ordinal);
        test = end < 0 ? "" : line[..end].Trim();
        if (end < 0)
        {
            return null;
        }

        var now = clock.GetTimestamp();
        Volatile.Write(ref last, now);
        if (isStart)
        {
            running[test] = now;
        }
        else
        {
            running.TryRemove(test, out _);
        }

        return isStart;
    }

    /// <returns>Once nothing has begun or ended for too long.</returns>
    /// <exception cref="OperationCanceledException">Nobody waits any more.</exception>
    public async Task UntilSilentAsync(CancellationToken cancellation)
    {
        while (!IsSilent)
        {
            var left = patience - clock.GetElapsedTime(Volatile.Read(ref last));
            await Task.Delay(left > Least ? left : Least, clock, cancellation);
        }
    }
}

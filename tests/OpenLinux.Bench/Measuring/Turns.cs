using OpenLinux.Bench.Results;

namespace OpenLinux.Bench.Measuring;

/// <summary>Runs all contestants of a row in turns, so that what changes on the machine meanwhile changes for all.</summary>
internal static class Turns
{
    /// <param name="log">Gets what the command printed last.</param>
    public static async Task<IReadOnlyList<ContestantResult>> RunAsync(Contest contest, int? runs, string log)
    {
        var samples = contest.Contestants.ToDictionary(contestant => contestant, _ => new List<Sample>());
        for (var turn = contest.WarmsUp ? -1 : 0; turn < (runs ?? contest.Runs); turn++)
        {
            foreach (var contestant in contest.Contestants)
            {
                await contestant.Before();
                var sample = ChildProcess.Run(contestant.Command, log);
                if (turn >= 0)
                {
                    samples[contestant].Add(sample);
                    Console.WriteLine(FormattableString.Invariant($"  {contestant.Name,-14} {sample.Seconds,9:N3} s {sample.PeakBytes / 1048576.0,8:N0} MiB"));
                }
            }
        }

        return [.. contest.Contestants.Select(contestant => new ContestantResult(contestant.Name, contestant.Command.ToString(), samples[contestant]))];
    }
}

using System.Diagnostics;
using System.Globalization;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Userland;

namespace OpenLinux.EndToEnd.Faults;

/// <summary>The host, one of its children or all of them are killed at moments that nobody chose; then somebody builds, and does nothing else.</summary>
[Collection(FaultGroup.Name)]
public sealed class KillTests(Reference reference)
{
    private static readonly string[] Victims = ["the host", "one of its children", "both"];
    private static readonly string[] States = ["from nothing", "after an edit", "with a warm cache"];

    private readonly Random random = new(FaultRun.Seed);
    private readonly Dictionary<string, TimeSpan> lengths = new()
    {
        [States[0]] = reference.Cold,
        [States[1]] = reference.Edited,
        [States[2]] = reference.Warm,
    };

    [Fact]
    public async Task After_a_kill_at_any_moment_the_next_run_gives_the_same_bytes_and_nothing_is_left()
    {
        using var build = await reference.Build.CloneAsync();
        var variant = 0;
        for (var round = 0; round < FaultRun.Rounds; round++)
        {
            // All pairs come round, whatever the number of rounds.
            var (victim, state) = (Victims[round % Victims.Length], States[round / Victims.Length % States.Length]);
            variant = state == States[1] ? (variant + 1 + random.Next(Reference.Variants - 1)) % Reference.Variants : variant;
            build.Edit(variant);
            if (state != States[1])
            {
                build.Forget(all: state == States[0]);
            }

            var moment = random.NextDouble() * lengths[state];
            var hit = await KillAsync(build, victim, moment);

            // Machines are not equally fast all the while: kills are to land in all of a run and not after it.
            lengths[state] = hit ? lengths[state] * 1.05 : moment * 0.9;
            FaultRun.Count(hit ? $"kills of {victim}, {state}" : $"runs that were over before {victim} could be killed, {state}");

            var failure = async () => (await build.BuildAsync()).Should().Be(reference.TarballOf(variant));

            await failure.Should().NotThrowAsync(
                "round {0} of seed {1}: {2} killed after {3} ms, {4}", round, FaultRun.Seed, victim, (int)moment.TotalMilliseconds, state);
            FaultRun.Count("builds after a kill that gave the same bytes and left nothing");
        }
    }

    /// <returns>False where there was nothing left to kill.</returns>
    private async Task<bool> KillAsync(SmallBuild build, string victim, TimeSpan moment)
    {
        using var host = build.Start();
        await Task.Delay(moment);
        var hit = victim switch
        {
            _ when victim == Victims[0] => Kill(host.Id),
            _ when victim == Victims[1] => KillChild(host),
            _ => Tool.Try("kill", ["-KILL", "--", string.Create(CultureInfo.InvariantCulture, $"-{host.Id}")]).ExitCode == 0,
        };
        var result = await SmallBuild.EndAsync(host);
        if (victim == Victims[1] && result.ExitCode != 0)
        {
            // A failure like any other to the host: told with a cause and a fix.
            result.Stderr.Should().MatchRegex(@"(?m)^Error: OL\d{3}: (.*\n)+?  cause: (.*\n)+?  fix: +\S").And.NotContain("   at ");
        }

        return hit;
    }

    /// <summary>Waits for one where there is none, which goes on as long as the host does.</summary>
    private bool KillChild(Process host)
    {
        while (!host.HasExited)
        {
            if (ProcessTable.OfSession(host.Id).Where(id => id != host.Id).ToArray() is { Length: > 0 } children && Kill(children[random.Next(children.Length)]))
            {
                return true;
            }

            Thread.Sleep(1);
        }

        return false;
    }

    /// <summary>At once: a compiler lives for hundredths of a second.</summary>
    private static bool Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
            return true;
        }
        catch (Exception ended) when (ended is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}

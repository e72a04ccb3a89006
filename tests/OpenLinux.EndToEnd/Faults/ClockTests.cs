using OpenLinux.TestKit.Checkouts;
using OpenLinux.TestKit.Machine;

namespace OpenLinux.EndToEnd.Faults;

/// <summary>Times that are not what they seem: the host's clock jumps while files keep theirs, and files are dated as somebody likes.</summary>
[Collection(FaultGroup.Name)]
public sealed class ClockTests(Reference reference)
{
    private const string Header = "src/lib/parts/include/parts.h";

    private static readonly TimeSpan Jump = TimeSpan.FromDays(2);

    [Fact]
    public async Task Whenever_the_clock_jumps_every_edit_is_seen()
    {
        using var clock = new ShiftedClock();
        using var build = await reference.Build.CloneAsync();
        foreach (var (name, value) in clock.Environment)
        {
            build.More[name] = value;
        }

        clock.Shift(Jump);
        using var cold = build.Start();
        await Task.Delay(reference.Cold / 2);
        clock.Shift(-Jump);
        (await SmallBuild.EndAsync(cold)).Succeeded();
        build.Sha256().Should().Be(reference.TarballOf(0));

        foreach (var (shift, variant) in new[] { (-Jump, 1), (Jump, 2), (-2 * Jump, 0) })
        {
            clock.Shift(shift);
            build.Edit(variant);
            (await build.BuildAsync()).Should().Be(reference.TarballOf(variant), "the clock is {0} before", shift);
            FaultRun.Count("builds after a jump of the clock");
        }
    }

    [Fact]
    public async Task Whatever_an_edit_is_dated_it_is_seen()
    {
        using var build = await reference.Build.CloneAsync();
        await build.BuildAsync();
        var before = File.GetLastWriteTimeUtc(build.PathOf(Header));
        var dates = new[] { before, DateTime.UnixEpoch, DateTime.UtcNow + Jump, before };
        for (var edit = 0; edit < dates.Length; edit++)
        {
            var variant = (edit + 1) % Reference.Variants;
            build.Edit(variant);
            File.SetLastWriteTimeUtc(build.PathOf(Header), dates[edit]);
            (await build.BuildAsync()).Should().Be(reference.TarballOf(variant), "its time is {0:o}", dates[edit]);
            FaultRun.Count("builds after an edit with another time");
        }
    }

    [Fact]
    public async Task Where_everything_is_of_the_day_after_tomorrow_nothing_is_made_anew()
    {
        using var build = await reference.Build.CloneAsync();
        await build.BuildAsync();
        await Command.OutputAsync("find", [build.Root, build.Cache, "-exec", "touch", "-h", "-d", "2 days", "{}", "+"]);

        (await build.BuildAsync()).Should().Be(reference.TarballOf(0));

        build.Edit(1);
        (await build.BuildAsync()).Should().Be(reference.TarballOf(1));
        FaultRun.Count("builds among files of the future");
    }
}

using OpenLinux.TestKit.Checkouts;

namespace OpenLinux.EndToEnd.Faults;

/// <summary>A cache that not even root can write to.</summary>
[Collection(FaultGroup.Name)]
public sealed class ReadOnlyCacheTests(Reference reference)
{
    [Fact]
    public async Task What_it_holds_is_used_and_what_it_lacks_is_refused_with_its_name()
    {
        using var build = await reference.Build.CloneAsync();
        await build.BuildAsync();
        build.Forget(all: false);
        await Command.OutputAsync("mount", ["--bind", build.Cache, build.Cache]);
        try
        {
            await Command.OutputAsync("mount", ["-o", "remount,ro,bind", build.Cache]);

            (await build.BuildAsync()).Should().Be(reference.TarballOf(0));

            build.Edit(1);
            (await build.RunAsync()).FailedWith("OL902").Stderr.Should().Contain("Read-only file system").And.Contain(build.Cache).And.Contain("--cache-dir=");
        }
        finally
        {
            await Command.OutputAsync("umount", [build.Cache]);
        }

        (await build.BuildAsync()).Should().Be(reference.TarballOf(1));
        FaultRun.Count("builds with a read-only cache");
    }
}

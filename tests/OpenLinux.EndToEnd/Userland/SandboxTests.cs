using OpenLinux.Common.Errors;
using OpenLinux.Engine.Verification;
using OpenLinux.TestKit.Userland;

namespace OpenLinux.EndToEnd.Userland;

/// <summary>Recipes that cheat: what each reads is no input of it, and none gets a result into the cache.</summary>
public sealed class SandboxTests
{
    private const string Output = "set -eu; mkdir -p out; ";

    private const string NetworkProgram =
        "int socket(int, int, int); void perror(const char *); int main(void) { if (socket(2, 2, 0) < 0) { perror(\"socket\"); return 1; } return 0; }\n";

    private const string ClockProgram =
        "long time(long *); int printf(const char *, ...); int main(void) { printf(\"%ld\\n\", time(0)); return 0; }\n";

    [Theory]
    [InlineData("cat /etc/hostname >out/name", "/etc/hostname")]
    [InlineData("cat /etc/hostname >out/name 2>/dev/null", "/etc/hostname")]
    [InlineData("date >out/day", "/usr/bin/date")]
    [InlineData("make -C src", "/usr/bin/gcc")]
    [InlineData("cd src; $CC $CFLAGS -c absolute.c", "/usr/include/stdio.h")]
    [InlineData("cd src; $CC $CFLAGS -c asking.c", "/usr/include/stdio.h")]
    [InlineData("cd src; $HOSTCC network.c -o network; ./network", "the network")]
    public async Task What_is_not_declared_is_refused_and_named(string cheat, string named)
    {
        using var userland = new SmallUserland { IsConfined = true };
        userland.AddRelease(
            "rel",
            Output + cheat,
            ("Makefile", "all:\n\tgcc -c plain.c\n"),
            ("plain.c", "int plain;\n"),
            ("absolute.c", "#include \"/usr/include/stdio.h\"\n"),
            ("asking.c", "#if __has_include(\"/usr/include/stdio.h\")\nint yes;\n#endif\n"),
            ("network.c", NetworkProgram));

        var refusal = (await FluentActions.Awaiting(() => userland.BuildAsync("rel")).Should().ThrowAsync<BuildException>()).Which;

        refusal.Code.Id.Should().Be("OL332", refusal.Message);
        refusal.Subject.Should().Be(named);
        refusal.Cause.Should().Contain("x86_64 rel 1");
        userland.Steps.Should().NotContain(step => step.Spec.Mnemonic == "UpstreamBuild");
        if (named[0] == '/')
        {
            refusal.Fix.Should().Contain($"reads = [\"{named}\"]").And.Contain("src/lib/rel/recipe.toml");
        }
    }

    [Fact]
    public async Task A_file_at_home_is_refused()
    {
        var file = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), $".openlinux-test-{Guid.NewGuid():n}");
        await File.WriteAllTextAsync(file, "mine");
        try
        {
            using var userland = new SmallUserland { IsConfined = true };
            userland.AddRelease("rel", $"{Output}cp {file} out/mine", ("README", "a\n"));

            (await FluentActions.Awaiting(() => userland.BuildAsync("rel")).Should().ThrowAsync<BuildException>()).Which.Subject.Should().Be(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_compile_that_names_a_header_of_the_machine_is_refused()
    {
        using var userland = new SmallUserland { IsConfined = true };
        userland.Write("src/lib/own/own.c", "#include \"/usr/include/stdio.h\"\n");

        var refusal = (await FluentActions.Awaiting(() => userland.BuildAsync("own")).Should().ThrowAsync<BuildException>()).Which;

        (refusal.Code.Id, refusal.Subject).Should().Be(("OL321", "/usr/include/stdio.h"));
        refusal.Fix.Should().Contain("copy it into the component's folder");
    }

    [Fact]
    public async Task What_is_declared_is_read_and_a_change_of_it_builds_again()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "first\n");
        try
        {
            using var userland = new SmallUserland { IsConfined = true };
            userland.AddRelease("rel", $"{Output}cat {file} >out/said", ("README", "a\n"));
            var recipe = Path.Combine(userland.Folder, "src/lib/rel/recipe.toml");
            await File.AppendAllTextAsync(recipe, $"\nreads = [\"{file}\"]\n");

            (await SaidAsync(userland)).Should().Be("first\n");
            await File.WriteAllTextAsync(file, "another\n");
            using var later = userland.Reopened();
            (await SaidAsync(later)).Should().Be("another\n");
        }
        finally
        {
            File.Delete(file);
        }

        static async Task<string> SaidAsync(SmallUserland userland) => await userland.TextOfAsync(await userland.BuildAsync("rel"), "said");
    }

    [Fact]
    public async Task Who_could_read_anything_shares_no_results_with_who_could_not()
    {
        using var userland = new SmallUserland();
        userland.AddRelease("rel", $"{Output}cat /etc/hostname >out/name", ("README", "a\n"));
        await userland.BuildAsync("rel");

        using var confined = userland.Reopened();
        confined.IsConfined = true;

        (await FluentActions.Awaiting(() => confined.BuildAsync("rel")).Should().ThrowAsync<BuildException>()).Which.Code.Id.Should().Be("OL332");
    }

    [Theory]
    [InlineData("cd src; $HOSTCC clock.c -o clock; ./clock >../out/now", "out/now differs at byte ")]
    [InlineData("pwd >out/where", "out/where differs")]
    [InlineData("echo $TZ >out/zone", "out/zone differs")]
    [InlineData("echo $JOBS $(nproc) >out/cores", "out/cores differs at byte ")]
    [InlineData("cd src; $CC $CFLAGS -DWHERE=\"\\\"$PWD\\\"\" -c where.c -o ../out/where.o", "out/where.o differs in the section .")]
    [InlineData("cd src; $CC $CFLAGS -DWHERE=\"\\\"$PWD\\\"\" -c where.c; $AR rcD ../out/libw.a where.o", "out/libw.a differs in the member where.o, in the section .")]
    public async Task What_is_otherwise_the_second_time_is_found_and_not_kept(string cheat, string told)
    {
        using var userland = new SmallUserland(VerifiedShare.All) { IsConfined = true };
        userland.AddRelease("rel", Output + cheat, ("clock.c", ClockProgram), ("where.c", "const char where[] = WHERE;\n"));

        var difference = (await FluentActions.Awaiting(() => userland.BuildAsync("rel")).Should().ThrowAsync<BuildException>()).Which;

        difference.Code.Id.Should().Be("OL333", difference.Message);
        difference.Cause.Should().Contain(told);
        userland.Steps.Should().NotContain(step => step.Spec.Mnemonic == "UpstreamBuild");
    }

    [Fact]
    public async Task What_is_the_same_the_second_time_is_kept()
    {
        using var userland = new SmallUserland(VerifiedShare.All) { IsConfined = true };
        userland.AddRelease("rel", Output + "cd src; $CC $CFLAGS -c plain.c -o ../out/plain.o; sort names >../out/names", ("plain.c", "int plain;\n"), ("names", "b\nA\na\n"));
        userland.Write("src/lib/own/own.c", "int own;\n");

        await userland.BuildAsync("rel");
        await userland.BuildAsync("own");

        userland.Steps.Where(step => step.Spec.Mnemonic is "UpstreamBuild" or "CcCompile" or "CcArchive").Should().HaveCountGreaterThan(2);
        using var later = userland.Reopened();
        await later.BuildAsync("rel");
        later.Steps[^1].Cached.Should().BeTrue();
    }
}

using OpenLinux.Common.Errors;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Userland;
using OpenLinux.Userland;
using OpenLinux.Userland.Compilation;
using OpenLinux.Userland.Toolchains;
using Tool = OpenLinux.TestKit.Tool;

namespace OpenLinux.EndToEnd.Userland;

/// <summary>A toolchain that is fetched by hash: what it is made of, what its keys know, and what they must not.</summary>
public sealed class PinnedToolchainTests : IDisposable
{
    private const string Program = "#include <stdio.h>\nint main(void) { return puts(\"hello\"); }\n";

    private readonly SmallUserland userland = new();
    private readonly SmallToolchain toolchain;

    public PinnedToolchainTests()
    {
        toolchain = new SmallToolchain(userland.Archives);
        userland.Pinned = toolchain;
        AddHello(userland);
    }

    public void Dispose() => userland.Dispose();

    [Fact]
    public async Task A_program_is_compiled_and_linked_by_it_and_runs()
    {
        toolchain.WithRelease();

        var program = await userland.WriteOutAsync(await userland.BuildAsync("hello"), "bin/hello");

        Tool.Run(program, []).Should().Be("hello\n");
        Ran("CcCompile").Spec.Tools!.Files.Directory.Should().Be(Ran("CcLink").Spec.Tools!.Files.Directory);
    }

    [Fact]
    public async Task One_toolchain_from_other_archives_is_one_input()
    {
        toolchain.WithRelease();
        await userland.BuildAsync("hello");
        var digest = MerkleTree.Of(Ran("Toolchain").Outputs.Below("toolchain")).RootDigest.Hash;
        var compile = Ran("CcCompile").Key;

        foreach (var packed in (Action<SmallToolchain>[])[other => other.WithPackages(), other => other.WithRelease("small-1.0.zip")])
        {
            using var elsewhere = new SmallUserland();
            var other = new SmallToolchain(elsewhere.Archives);
            packed(other);
            elsewhere.Pinned = other.WithDigest(digest);
            AddHello(elsewhere);
            await elsewhere.BuildAsync("hello");

            elsewhere.Steps.Single(step => step.Spec.Mnemonic == "CcCompile").Key.Should().Be(compile, "neither the cache's place nor the archive's form is in it");
        }
    }

    [Fact]
    public async Task Where_it_is_known_no_archive_is_asked_for()
    {
        toolchain.WithRelease();
        await userland.BuildAsync("hello");
        toolchain.WithDigest(MerkleTree.Of(Ran("Toolchain").Outputs.Below("toolchain")).RootDigest.Hash);
        await userland.BuildAsync("hello");
        Directory.Delete(userland.Archives, recursive: true);
        foreach (var archive in Directory.EnumerateFiles(Path.Combine(userland.Cache, "cas"), "*", SearchOption.AllDirectories).Where(IsArchive))
        {
            File.Delete(archive);
        }

        await userland.BuildAsync("hello");

        userland.Steps.Last(step => step.Spec.Mnemonic == "CcLink").Cached.Should().BeTrue();
    }

    [Fact]
    public async Task Another_program_in_it_compiles_all_anew_and_is_named()
    {
        toolchain.WithRelease();
        await userland.BuildAsync("hello");
        toolchain.WithoutArchives().Write("tool", "#!/bin/sh\nexit 1\n");

        var build = () => userland.BuildAsync("hello");

        toolchain.WithRelease();
        await build.Should().ThrowAsync<BuildException>().WithMessage("OL301*src/bin/hello/hello.c*");
    }

    [Fact]
    public async Task One_that_unpacks_to_something_else_is_refused_with_both_digests()
    {
        toolchain.WithRelease().WithDigest(new string('0', 64));

        var failure = await FailureAsync();

        failure.Cause.Should().Contain("small-1.0.tar.gz").And.Contain(new string('0', 64)).And.MatchRegex("[1-9a-f][0-9a-f]{63}");
        failure.Fix.Should().Contain("config/toolchain.toml");
    }

    [Fact]
    public async Task What_the_table_calls_its_programs_is_not_answered_from_before()
    {
        toolchain.WithRelease();
        await userland.BuildAsync("hello");
        toolchain.WithDigest(MerkleTree.Of(Ran("Toolchain").Outputs.Below("toolchain")).RootDigest.Hash);
        await userland.BuildAsync("hello");

        toolchain.Without("clang").With("clang", "tool clang -DNOTICED");

        (await FailureAsync()).Cause.Should().Contain("unpacks to a toolchain with the digest");
    }

    [Fact]
    public async Task Editors_are_told_where_its_headers_are()
    {
        toolchain.WithRelease();
        await userland.BuildAsync("hello");

        File.ReadAllText(Path.Combine(await userland.HeaderFolderAsync(), "stddef.h")).Should().Contain("size_t");
    }

    [Fact]
    public async Task Where_no_place_has_it_each_is_named_with_what_it_said()
    {
        userland.Pinned = toolchain.WithPackages().WithRelease();
        Directory.Delete(userland.Archives, recursive: true);

        var failure = await FailureAsync();

        failure.Cause.Should().Contain("small-tool-1.0.tgz: no place gave it").And.Contain("npm package @small/tool@1.0")
            .And.Contain("small-1.0.tar.gz: no place gave it").And.Contain("http://127.0.0.1:9/small-1.0.tar.gz");
        failure.Fix.Should().Contain("OPENLINUX_SOURCES");
    }

    [Fact]
    public async Task An_archive_with_another_hash_is_not_unpacked()
    {
        userland.Pinned = toolchain.WithRelease();
        await File.AppendAllTextAsync(Path.Combine(userland.Archives, "small-1.0.tar.gz"), "x", TestContext.Current.CancellationToken);

        var build = () => userland.BuildAsync("hello");

        (await build.Should().ThrowAsync<BuildException>()).Which.Code.Should().Be(UserlandErrors.SourceHashMismatch);
    }

    [Fact]
    public async Task An_archive_of_which_no_place_is_told_is_named_by_its_hash()
    {
        userland.Pinned = toolchain.WithRelease().WithNowhere("abcd");

        (await FailureAsync()).Cause.Should().Contain("abcd").And.Contain("\"package\"");
    }

    [Theory]
    [InlineData(false, "bin/clang", "#!/bin/sh\nexec \"${0%/*}\"/tool clang \"$@\"\n")]
    [InlineData(true, "bin/clang.cmd", "@\"%~dp0tool.exe\" clang %*\r\n")]
    public void A_command_that_is_a_word_of_another_program_is_a_script_of_the_system(bool isWindows, string path, string text) =>
        System.Text.Encoding.UTF8.GetString(ToolchainLayout.Scripts(toolchain.Configuration.Pinned, isWindows).Single(script => script.Key == path).Value).Should().Be(text);

    [Fact]
    public void Windows_has_no_shell_for_other_peoples_makefiles()
    {
        var build = () => PosixShell.Require("busybox", isWindows: true);

        build.Should().Throw<BuildException>().Which.Fix.Should().Contain("wsl");
    }

    [Fact]
    public async Task A_system_for_which_nothing_is_pinned_is_named() =>
        (await FailureAsync()).Cause.Should().Contain(OpenLinux.Common.Processes.HostSystem.Name);

    [Fact]
    public async Task One_without_a_program_that_is_asked_for_is_refused_by_its_name()
    {
        userland.Pinned = toolchain.WithRelease();
        toolchain.Without("llvm-ar");

        (await FailureAsync()).Cause.Should().Contain("llvm-ar");
    }

    [Fact]
    public async Task A_program_that_someone_wrote_to_is_not_used()
    {
        toolchain.WithRelease();
        await userland.BuildAsync("hello");
        var laidOut = Directory.EnumerateFiles(Path.Combine(userland.Cache, "trees"), "tool", SearchOption.AllDirectories).Single();
        File.SetUnixFileMode(laidOut, (UnixFileMode)FileNode.Executable);
        File.WriteAllText(laidOut, "#!/bin/sh\nexit 1\n");
        userland.Write("src/bin/hello/hello.c", Program.Replace("hello", "again", StringComparison.Ordinal));

        using var next = userland.Reopened();

        Tool.Run(await next.WriteOutAsync(await next.BuildAsync("hello"), "bin/hello"), []).Should().Be("again\n");
    }

    [Fact]
    public async Task One_that_the_cache_has_lost_is_fetched_again()
    {
        toolchain.WithRelease();
        await userland.BuildAsync("hello");
        Directory.Delete(Path.Combine(userland.Cache, "cas"), recursive: true);
        Directory.Move(Path.Combine(userland.Cache, "trees"), Path.Combine(userland.Cache, "gone"));

        using var next = userland.Reopened();

        Tool.Run(await next.WriteOutAsync(await next.BuildAsync("hello"), "bin/hello"), []).Should().Be("hello\n");
    }

    [Theory]
    [InlineData("x86_64", "\"x86_64\"")]
    [InlineData("riscv64", null)]
    public async Task Kernel_headers_are_its_own(string architecture, string? types)
    {
        toolchain.WithRelease();
        userland.Write("src/lib/kernel/recipe.toml", """
            kind = "system"
            licence = "0BSD"
            [version]
            header = "usr/include/linux/version.h"
            macros = ["MAJOR", "MINOR"]
            [[files]]
            to = "usr/include/linux"
            kernel = "linux"
            from = ["/nonexistent"]
            [[files]]
            to = "usr/include/asm"
            kernel = "asm"
            from = ["/nonexistent"]
            """);

        if (types is null)
        {
            var build = () => userland.OutputAsync("kernel", architecture);
            (await build.Should().ThrowAsync<BuildException>()).Which.Code.Should().Be(UserlandErrors.SystemFilesMissing);
            return;
        }

        var output = await userland.OutputAsync("kernel", architecture);
        output.Version.Should().Be("6.19");
        output.Materials.Single().Name.Should().Be("kernel of small 1.0");
        (await userland.TextOfAsync(output.Files, "usr/include/asm/types.h")).Should().Contain(types);
        output.Files.Nodes.Keys.Should().Contain("usr/include/asm/shared.h", "what all architectures share is there as well");
    }

    [Fact]
    public async Task A_release_is_built_by_it_with_programs_that_run_here()
    {
        toolchain.WithRelease();
        userland.AddRelease(
            "made",
            "set -eu; cd src; $HOSTCC -o generate generate.c; ./generate >made.h; $CC $CFLAGS -c made.c -o made.o; $AR rc libmade.a made.o; mkdir -p ../out/lib; cp libmade.a made.h ../out/lib/\n",
            ("generate.c", "#include <stdio.h>\nint main(void) { return puts(\"#define MADE 1\"); }\n"),
            ("made.c", "#include \"made.h\"\n#include <stddef.h>\nsize_t made(void) { return MADE; }\n"));

        var files = await userland.BuildAsync("made");

        (await userland.TextOfAsync(files, "lib/made.h")).Should().Be("#define MADE 1\n");
        Ran("UpstreamBuild").Spec.Environment["PATH"].Should().Be("/usr/bin:/bin", "where the toolchain lies is no input");
        Ran("UpstreamBuild").Spec.Environment.Should().NotContainKey("OBJCOPY").And.Contain("STRIP", "true", "this machine's would be in no key");
        userland.Steps.Where(step => step.Spec.Mnemonic == "CcCompile").Select(step => step.Spec.Arguments).Should().NotBeEmpty()
            .And.OnlyContain(arguments => !arguments.Any(argument => argument.Contains(userland.Cache, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Its_headers_are_inputs_of_what_reads_them()
    {
        toolchain.WithRelease();
        userland.Write("src/bin/hello/hello.c", "#include <stddef.h>\n" + Program);
        await userland.BuildAsync("hello");

        toolchain.WithoutArchives().Write("lib/include/stddef.h", "typedef unsigned long size_t;\n#define NEW 1\n");
        toolchain.WithRelease();
        await userland.BuildAsync("hello");

        userland.Steps.Last(step => step.Spec.Mnemonic == "CcCompile").Reason.Should().Contain("stddef.h");
    }

    private static void AddHello(SmallUserland userland)
    {
        userland.Write("src/bin/hello/hello.c", Program);
        userland.Write("src/bin/hello/recipe.toml", "kind = \"in-tree\"\nlicence = \"0BSD\"\n");
    }

    private static bool IsArchive(string path)
    {
        using var file = File.OpenRead(path);
        return file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
    }

    private ActionOutcome Ran(string mnemonic) => userland.Steps.Last(step => step.Spec.Mnemonic == mnemonic);

    private async Task<BuildException> FailureAsync()
    {
        var build = () => userland.BuildAsync("hello");
        var failure = (await build.Should().ThrowAsync<BuildException>()).Which;
        failure.Code.Should().Be(UserlandErrors.ToolchainUnusable);
        return failure;
    }
}

using OpenLinux.Common.Native;
using OpenLinux.Common.Processes;
using OpenLinux.TestKit;

namespace OpenLinux.Tests.Common;

public sealed class NativeProgramTests : IDisposable
{
    private const string Echo = """
        static int run(int argc, char **argv, char **envp)
        {
            const char *word = environment(envp, "WORD");
            if (argc != 2 || word == NULL) return 3;
            char *copy = allocate(4096);
            memcpy(copy + 1, argv[1], strlen(argv[1]));
            memmove(copy, copy + 1, strlen(argv[1]) + 1);
            write_all(1, copy, strlen(copy));
            say(word);
            return 7;
        }
        """;

    private static readonly NativeCompiler Clang = new([ProgramPath.Find("clang", "/", Environment.GetEnvironmentVariable("PATH"))!], "clang");

    private readonly TestFolder folder = new();

    private string Programs => folder.PathOf("native");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("clang")]
    [InlineData("clang", "-fuse-ld=lld")]
    [InlineData("gcc")]
    public async Task A_program_needs_no_library_and_gets_arguments_and_environment(string driver, params string[] options)
    {
        var built = await BuildAsync(Echo, new NativeCompiler([driver, .. options], "any"));
        built.Problem.Should().BeEmpty();

        var result = await RunAsync(built.Path!, ["two words"], new() { ["WORD"] = "said" });

        result.Should().Be(new ProcessResult(7, "two words", "said"));
        Tool.Run("readelf", ["--wide", "--program-headers", built.Path!]).Should().NotContain("INTERP").And.NotContain("DYNAMIC");
    }

    [Fact]
    public async Task It_is_compiled_for_aarch64_as_well()
    {
        var built = await BuildAsync(Echo, new NativeCompiler(["clang", "--target=aarch64-linux-gnu", "-fuse-ld=lld"], "any"));

        built.Problem.Should().BeEmpty();
        Tool.Run("readelf", ["--file-header", built.Path!]).Should().Contain("AArch64");
    }

    [Fact]
    public async Task It_is_found_again_by_what_it_was_made_of()
    {
        var built = await BuildAsync(Echo, Clang);
        var inode = Tool.Run("stat", ["--format=%i", built.Path!]);

        (await BuildAsync(Echo, Clang)).Should().Be(built);
        Tool.Run("stat", ["--format=%i", built.Path!]).Should().Be(inode, "nothing was compiled again");
        (await BuildAsync(Echo + "\n", Clang)).Path.Should().NotBe(built.Path);
        (await BuildAsync(Echo, Clang with { Identity = "another clang" })).Path.Should().NotBe(built.Path);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(4000)]
    public async Task One_that_the_disk_has_changed_is_compiled_again(int place)
    {
        var built = await BuildAsync(Echo, Clang);
        var whole = File.ReadAllBytes(built.Path!);
        File.WriteAllBytes(built.Path!, place == 0 ? whole[..100] : [.. whole[..(place % whole.Length)], (byte)(whole[place % whole.Length] ^ 1), .. whole[((place % whole.Length) + 1)..]]);

        (await BuildAsync(Echo, Clang)).Should().Be(built);

        File.ReadAllBytes(built.Path!).Should().Equal(whole);
        Directory.EnumerateFileSystemEntries(Programs).Should().ContainSingle();
    }

    [Fact]
    public async Task A_source_that_does_not_compile_is_told_with_its_line_and_leaves_nothing()
    {
        var built = await BuildAsync("static int run(int argc, char **argv, char **envp)\n{\n    return nothing;\n}\n", Clang);

        built.Path.Should().BeNull();
        built.Problem.Should().Contain("program.c:3:").And.Contain("nothing");
        Directory.EnumerateFileSystemEntries(Programs).Should().BeEmpty();
    }

    [Fact]
    public async Task A_compiler_that_is_not_there_is_told()
    {
        var built = await BuildAsync(Echo, new NativeCompiler(["/nonexistent/clang"], "none"));

        built.Path.Should().BeNull();
        built.Problem.Should().Contain("/nonexistent/clang");
    }

    [Fact]
    public async Task Programs_are_searched_on_the_given_path_and_their_exit_code_is_told()
    {
        var built = await BuildAsync(
            """
            static int run(int argc, char **argv, char **envp)
            {
                if (argc < 2) return 1;
                isize child = fork_process();
                if (child == 0) {
                    execute_on_path(argv[1], argv + 1, envp);
                    exit_with(127);
                }
                return (int)wait_for(child);
            }
            """,
            Clang);
        built.Problem.Should().BeEmpty();
        folder.WriteProgram("bin/ends", "exit 42");

        (await RunAsync(built.Path!, ["ends"], new() { ["PATH"] = $"/nonexistent:{folder.PathOf("bin")}:/bin" })).ExitCode.Should().Be(42);
        (await RunAsync(built.Path!, ["ends"], new() { ["PATH"] = "/nonexistent" })).ExitCode.Should().Be(127);
        (await RunAsync(built.Path!, ["sh", "-c", "kill -TERM $$"], new() { ["PATH"] = "/bin" })).ExitCode.Should().Be(128 + 15);
    }

    private Task<NativeBuild> BuildAsync(string source, NativeCompiler compiler) =>
        new NativeProgram("program", source).BuildAsync(compiler, Programs, new ProcessLauncher(), TestContext.Current.CancellationToken);

    private Task<ProcessResult> RunAsync(string program, string[] arguments, Dictionary<string, string> environment) =>
        new ProcessLauncher().RunAsync(new ProcessSpec(program, arguments, folder.Path, environment), TestContext.Current.CancellationToken);
}

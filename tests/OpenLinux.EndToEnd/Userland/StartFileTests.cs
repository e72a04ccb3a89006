using OpenLinux.Common.Errors;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Userland;
using OpenLinux.Userland;

namespace OpenLinux.EndToEnd.Userland;

/// <summary>What a program begins and ends with: a C library's start_files, end_files and objects. The programs are run.</summary>
public sealed class StartFileTests : IDisposable
{
    private const string Start = ".globl _start\n_start: xor %ebp, %ebp\nand $-16, %rsp\ncall main\nmov %eax, %edi\nmov $60, %eax\nsyscall\n";

    private readonly SourceWorkshop workshop = new();

    public StartFileTests()
    {
        Write("src/bin/three/three.c", "int main(void) { return 3; }\n");
        Write("src/lib/c/abs.c", "int abs(int x) { return x < 0 ? -x : x; }\n");
    }

    public void Dispose() => workshop.Dispose();

    [Theory]
    [InlineData]
    [InlineData("-flto")]
    public async Task Start_comes_out_of_the_archive(params string[] flags)
    {
        workshop.Flags = (flags, flags);
        Write("src/lib/c/start.s", Start);
        Write("src/lib/c/recipe.toml", "sources = [\"*.{c,s}\"]\nstart_files = []\n");

        await ShouldExitWithAsync(3);
    }

    [Theory]
    [InlineData]
    [InlineData("-flto")]
    public async Task A_library_gives_objects_of_its_own(params string[] flags)
    {
        workshop.Flags = (flags, flags);
        Write("src/lib/c/crt/crt1.S", Start);
        Write("src/lib/c/crt/end.c", "const char end_mark[] __attribute__((used)) = \"the end\";\n");
        Write("src/lib/c/recipe.toml", "objects = [\"crt/*.{c,S}\"]\nstart_files = [\"crt1.o\"]\nend_files = [\"end.o\"]\n");

        var built = await ShouldExitWithAsync(3);

        built.Outputs["c"].Files.Nodes.Keys.Should().Equal("lib/crt1.o", "lib/end.o", "lib/libc.a");
        File.ReadAllText(await workshop.WriteOutAsync(built.Outputs["three"], "bin/three"), System.Text.Encoding.Latin1).Should().Contain("the end");
    }

    [Fact]
    public async Task Freestanding_cpp_stands_beside_c()
    {
        Write("src/lib/c/start.s", Start);
        Write("src/lib/c/recipe.toml", "sources = [\"*.{c,s}\"]\nstart_files = []\n");
        Write("src/bin/three/three.c", "int three(void);\nint main(void) { return three(); }\n");
        Write("src/bin/three/three.cpp", "template <typename T> struct Box { T value; T twice() const { return 2 * value; } };\nextern \"C\" int three() { return Box<int>{1}.twice() + 1; }\n");
        Write("src/bin/three/recipe.toml", "sources = [\"*.{c,cpp}\"]\ncflags = [\"-ffreestanding\"]\n");

        await ShouldExitWithAsync(3);
    }

    [Fact]
    public async Task A_relocating_start_goes_first_in_programs_that_are_loaded_anywhere()
    {
        workshop.Flags = (["-fPIE"], ["-static-pie"]);
        Write("src/lib/c/crt/crt1.S", "#error\n");
        Write("src/lib/c/crt/crt1.S", Start.Replace("60", "61", StringComparison.Ordinal));
        Write("src/lib/c/crt/rcrt1.S", Start);
        Write("src/lib/c/recipe.toml", "objects = [\"crt/*.S\"]\nstart_files = [\"crt1.o\"]\n");

        await ShouldExitWithAsync(3);
    }

    [Fact]
    public async Task One_component_leaves_out_what_others_are_linked_with()
    {
        workshop.Flags = (["-fPIE"], ["-static-pie", "-Wl,--no-such-flag"]);
        Write("src/lib/c/start.s", Start);
        Write("src/lib/c/recipe.toml", "sources = [\"*.{c,s}\"]\nstart_files = []\n");
        Write("src/bin/three/recipe.toml", "without = [\"-static-pie\", \"-Wl,--no-such-flag\"]\n");

        var built = await ShouldExitWithAsync(3);

        Tool.Run("readelf", ["-h", await workshop.WriteOutAsync(built.Outputs["three"], "bin/three")]).Should().Contain("EXEC");
    }

    [Theory]
    [InlineData("src/bin/three/recipe.toml", "did you mean -static-pie?")]
    [InlineData("src/bin/recipe.toml", "did you mean -static-pie?")]
    public async Task What_nothing_sets_cannot_be_left_out(string recipe, string fix)
    {
        workshop.Flags = (["-fPIE"], ["-static-pie"]);
        Write("src/lib/c/start.s", Start);
        Write("src/lib/c/recipe.toml", "sources = [\"*.{c,s}\"]\nstart_files = []\n");
        Write(recipe, "without = [\"-fPIE\", \"-static-pei\"]\n");

        var refusal = await RefusalAsync("c", "three");

        refusal.Code.Should().Be(UserlandErrors.FlagNotSet);
        refusal.Subject.Should().Be("three: without has \"-static-pei\"");
        refusal.Fix.Should().Be(fix);
    }

    [Fact]
    public async Task A_linkers_script_of_the_component_is_an_input()
    {
        Write("src/lib/c/start.s", Start);
        Write("src/lib/c/recipe.toml", "sources = [\"*.{c,s}\"]\nstart_files = []\n");
        Write("src/bin/three/link.ld", "here = 1;\n");
        Write("src/bin/three/recipe.toml", "ldflags = [\"{folder}/link.ld\"]\n");
        await ShouldExitWithAsync(3);
        Write("src/bin/three/link.ld", "here = 2;\n");

        (await workshop.BuildAsync("c", "three")).Ran("CcLink").Should().ContainSingle();
        Write("src/bin/three/three.c", "int main(void) { return 4; }\n");
        await ShouldExitWithAsync(4);
    }

    [Fact]
    public async Task A_changed_list_links_again()
    {
        Write("src/lib/c/crt1.S", Start);
        Write("src/lib/c/other.S", Start.Replace("%eax, %edi", "$7, %edi", StringComparison.Ordinal));
        Write("src/lib/c/recipe.toml", "objects = [\"*.S\"]\nstart_files = [\"crt1.o\"]\n");
        await ShouldExitWithAsync(3);
        Write("src/lib/c/recipe.toml", "objects = [\"*.S\"]\nstart_files = [\"other.o\"]\n");

        await ShouldExitWithAsync(7);
    }

    [Fact]
    public async Task Programs_of_others_begin_and_end_the_same_way()
    {
        Write("src/lib/c/crt/crt1.S", Start);
        Write("src/lib/c/crt/end.c", "const char end_mark[] __attribute__((used)) = \"the end\";\n");
        Write("src/lib/c/recipe.toml", "objects = [\"crt/*.{c,S}\"]\nstart_files = [\"crt1.o\"]\nend_files = [\"end.o\"]\n");
        Directory.Delete(Path.Combine(workshop.Files.Checkout, "src/bin/three"), recursive: true);
        Write("src/bin/three/build.sh", "set -eu; mkdir -p out/bin; $CC $CFLAGS src/three.c -o out/bin/three $LDFLAGS\n");
        Write("src/bin/three/recipe.toml", Release.Of("three", ("three.c", "int abs(int);\nint main(void) { return abs(-3); }\n")).PutInto(workshop.Files.Cache));

        var built = await ShouldExitWithAsync(3);

        File.ReadAllText(await workshop.WriteOutAsync(built.Outputs["three"], "bin/three"), System.Text.Encoding.Latin1).Should().Contain("the end");
    }

    [Theory]
    [InlineData("sources = [\"*.c\"]", "None of the libraries it depends on gives lib/crt1.o")]
    [InlineData("start_files = [\"crt0.o\"]", "lib/crt0.o, which none of its libraries gives")]
    public async Task Without_one_no_program_is_linked(string recipe, string expected)
    {
        Write("src/lib/c/recipe.toml", recipe + "\n");

        var refusal = await RefusalAsync("c", "three");

        refusal.Code.Should().Be(UserlandErrors.NoStartFiles);
        refusal.Cause.Should().Contain(expected);
    }

    [Fact]
    public async Task Two_c_libraries_are_refused_by_name()
    {
        Write("src/lib/c/recipe.toml", "start_files = []\n");
        Write("src/lib/d/d.c", "int d;\n");
        Write("src/lib/d/recipe.toml", "start_files = []\n");

        (await RefusalAsync("c", "d", "three")).Cause.Should().StartWith("c and d both state start_files");
    }

    private async Task<BuildException> RefusalAsync(params string[] components) =>
        (await FluentActions.Awaiting(() => workshop.BuildAsync(components)).Should().ThrowAsync<BuildException>()).Which;

    private async Task<BuiltComponents> ShouldExitWithAsync(int code)
    {
        var built = await workshop.BuildAsync("c", "three");
        var program = await workshop.WriteOutAsync(built.Outputs["three"], "bin/three");
        (await RunningProgram.RunAsync(program)).ExitCode.Should().Be(code);
        return built;
    }

    private void Write(string path, string text) => workshop.Files.Write(path, text);
}

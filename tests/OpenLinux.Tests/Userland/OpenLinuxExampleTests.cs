using OpenLinux.Configuration;
using OpenLinux.Configuration.Loading;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Userland;

namespace OpenLinux.Tests.Userland;

/// <summary>The recipes for the real tree, held against a few files that lie as its own do; the tree itself is no part of the project.</summary>
public sealed class OpenLinuxExampleTests : IDisposable
{
    private static readonly string Example = Path.Combine(RepositoryRoot.Path, "examples/openlinux");

    private readonly SourceWorkshop workshop = new();

    public void Dispose() => workshop.Dispose();

    [Fact]
    public async Task Its_programs_are_built_beside_the_tree()
    {
        Tool.Run("cp", ["-R", Path.Combine(Example, "src"), workshop.Files.Checkout]);
        Write("src/lib/kernel-headers/recipe.toml", "depends = []\nsources = []\nheaders = { \"usr/include\" = [\"include\"] }\n[source]\npath = \".\"\nfolder = \"src/lib/kernel-headers\"\n");
        Write("src/lib/kernel-headers/include/asm/unistd.h", "#define __NR_exit 60\n");
        Write("../openlinux/include/stdlib.h", "#include <bits/word.h>\n_Noreturn void exit(int);\n");
        Write("../openlinux/lib/libc/arch/x86_64/bits/word.h", "typedef long word;\n");
        Write("../openlinux/lib/libc/arch/x86_64/asm/call.h", "word call(word, word);\n");
        Write("../openlinux/lib/libc/arch/x86_64/call.s", ".globl call\ncall: mov %rdi, %rax\nmov %rsi, %rdi\nsyscall\nret\n");
        Write("../openlinux/lib/libc/arch/x86_64/crt0.c", "#include <stdlib.h>\nint main(void);\nvoid _start(void) { exit(main()); }\n");
        Write("../openlinux/lib/libc/arch/armv7-m/crt0.c", "#error\n");
        Write("../openlinux/lib/libc/include/private.h", "#include <asm/call.h>\n");
        Write("../openlinux/lib/libc/stdlib/exit.c", "#include <stdlib.h>\n#include <private.h>\n#include <asm/unistd.h>\n_Noreturn void exit(int code) { for (;;) call(__NR_exit, code); }\n");
        Write("../openlinux/lib/libm/own.h", "#include <bits/word.h>\n#include <asm/call.h>\n");
        Write("../openlinux/lib/libm/one.c", "#include \"own.h\"\nint one;\n");
        Write("../openlinux/lib/libm/aarch64/one.c", "#error\n");
        Write("../openlinux/lib/libjson/json.c", "#include \"json.h\"\nint json;\n");
        Write("../openlinux/lib/libjson/json.h", "extern int json;\n");
        Write("../openlinux/bin/init/init.c", "int main(void) { return 5; }\n");

        var built = await workshop.BuildAsync("kernel-headers", "headers", "c", "m", "json", "init");

        (await RunningProgram.RunAsync(await workshop.WriteOutAsync(built.Outputs["init"], "bin/init"))).ExitCode.Should().Be(5);
        workshop.LeftOut.Should().BeEmpty();
    }

    [Fact]
    public void Its_toolchain_is_the_one_of_the_project()
    {
        var pins = ((string[])[RepositoryRoot.Path, Example]).Select(folder => ToolchainIn(folder).Pinned).ToList();

        pins[0].Should().NotBeNull();
        pins[1].Should().BeEquivalentTo(pins[0]);
    }

    [Theory]
    [InlineData("openlinux")]
    [InlineData("own-libc")]
    public void Its_configuration_is_whole(string example)
    {
        var folder = Path.Combine(workshop.Files.Checkout, "whole");
        Tool.Run("cp", ["-R", Path.Combine(RepositoryRoot.Path, "config"), folder]);
        Tool.Run("cp", ["-R", Path.Combine(RepositoryRoot.Path, "examples", example, "config") + "/.", folder]);

        ConfigurationLoader.Load(folder, []).Image.Check.Should().NotBeEmpty();
    }

    private static ToolchainConfiguration ToolchainIn(string folder) => ConfigurationLoader.Load(Path.Combine(folder, "config"), []).Toolchain;

    private void Write(string path, string text) => workshop.Files.Write(path, text);
}

using OpenLinux.Engine.Content;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Userland;

namespace OpenLinux.EndToEnd.Userland;

/// <summary>That the linker in the key is the one that links: a compiler takes its own neighbour where it is told a name alone.</summary>
public sealed class LinkerTests : IDisposable
{
    private const string Program = "#include <stdio.h>\nint main(void) { return puts(\"linked\"); }\n";

    private readonly SmallUserland userland = new();

    [Fact]
    public async Task The_linker_that_was_found_first_links_programs_of_the_repository()
    {
        userland.Write("src/bin/hello/hello.c", Program);

        await ShouldLinkAsync("hello", "bin/hello");
    }

    [Fact]
    public async Task And_those_of_others()
    {
        userland.AddRelease("hello", "set -eu; mkdir -p out/bin; $CC $CFLAGS src/hello.c -o out/bin/hello $LDFLAGS\n", ("hello.c", Program));

        await ShouldLinkAsync("hello", "bin/hello");
    }

    public void Dispose() => userland.Dispose();

    private async Task ShouldLinkAsync(string component, string program)
    {
        var marker = Path.Combine(userland.Folder, "linked");
        var wrapper = Path.Combine(userland.Folder, "tools/ld.lld");
        userland.Write("tools/ld.lld", $"#!/bin/sh\necho \"$@\" >>{marker}\nexec {RealLinker()} \"$@\"\n");
        File.SetUnixFileMode(wrapper, (UnixFileMode)FileNode.Executable);

        var files = await userland.BuildAsync(component, $"{Path.GetDirectoryName(wrapper)}:{Environment.GetEnvironmentVariable("PATH")}");

        File.ReadAllText(marker).Should().Contain(program, "it was asked for more than its version");
        Tool.Run(await userland.WriteOutAsync(files, program), []).Should().Be("linked\n");
    }

    private static string RealLinker() => Tool.Run("sh", ["-c", "command -v ld.lld"]).Trim();
}

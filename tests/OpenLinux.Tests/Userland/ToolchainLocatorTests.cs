using OpenLinux.Configuration;
using OpenLinux.Engine.Content;
using OpenLinux.Tests.Engine;
using OpenLinux.Userland.Toolchains;

namespace OpenLinux.Tests.Userland;

public sealed class ToolchainLocatorTests : IDisposable
{
    private readonly Workshop workshop = new();

    [Theory]
    [InlineData("GNU strip (GNU Binutils) 2.40\nCopyright (C) 2023", "GNU strip (GNU Binutils) 2.40")]
    [InlineData("llvm-strip, compatible with GNU strip\nDebian LLVM version 14.0.6\n  Optimized build.", "Debian LLVM version 14.0.6")]
    [InlineData("LLVM (http://llvm.org/):\n  LLVM version 18.1.8", "LLVM version 18.1.8")]
    [InlineData("busybox", "busybox")]
    [InlineData("", "")]
    public async Task A_tools_version_is_the_line_that_has_the_number(string says, string version)
    {
        Directory.CreateDirectory(Path.Combine(workshop.Root, "resources/include"));
        var compiler = Program("cc", $"if [ \"$1\" = -print-resource-dir ]; then echo {workshop.Root}/resources; else echo cc 1; fi");
        var strip = Program("strip", $"cat <<'EOF'\n{says}\nEOF");
        using var services = workshop.Open();

        var toolchain = await new ToolchainLocator(services.Engine, services.Digester, services.Launcher).LocateAsync(
            new ToolchainConfiguration(compiler, compiler, compiler, compiler, strip, compiler, [], []), TestContext.Current.CancellationToken);

        toolchain.Tools.Single(tool => tool.Name == "strip").Version.Should().Be(version);
    }

    public void Dispose() => workshop.Dispose();

    private string Program(string name, string script)
    {
        var path = workshop.Write(name, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(path, (UnixFileMode)FileNode.Executable);
        return path;
    }
}

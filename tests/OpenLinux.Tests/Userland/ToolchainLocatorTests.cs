using OpenLinux.Common.Errors;
using OpenLinux.Common.Processes;
using OpenLinux.Configuration;
using OpenLinux.Engine.Content;
using OpenLinux.TestKit.Engine;
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
        var strip = Program("bin/strip", $"cat <<'EOF'\n{says}\nEOF");

        (await LocateAsync(strip: strip)).Tools.Single(tool => tool.Name == "strip").Version.Should().Be(version);
    }

    [Fact]
    public async Task A_file_that_cannot_be_executed_is_no_tool()
    {
        workshop.Write("first/strip", "#!/bin/sh\necho strip 1\n");
        Program("second/strip", "echo strip 2");

        (await LocateAsync(searchPath: PathOf("first", "second"), strip: "strip")).Tools.Single(tool => tool.Name == "strip").Version.Should().Be("strip 2");

        var missing = () => LocateAsync(searchPath: PathOf("first"), strip: "nothing-but-this-strip");
        workshop.Write("first/nothing-but-this-strip", "");
        (await missing.Should().ThrowAsync<BuildException>()).Which.Code.Should().Be(CommonErrors.ToolMissing);
    }

    [Fact]
    public async Task Steps_find_the_very_tools_that_were_recorded()
    {
        Compiler("second/cc", "cc 1");
        Program("first/strip", "echo strip 1");
        Program("second/strip", "echo strip 2");

        var toolchain = await LocateAsync(searchPath: PathOf("first", "second"), cc: "cc", strip: "strip");

        toolchain.Tools.Single(tool => tool.Name == "strip").Version.Should().Be("strip 1");
        ProgramPath.Find("strip", "/", toolchain.SearchPath).Should().Be(Path.Combine(workshop.Checkout, "first/strip"));
        ProgramPath.Find("cc", "/", toolchain.SearchPath).Should().Be(Path.Combine(workshop.Checkout, "second/cc"));
    }

    [Fact]
    public async Task A_compilers_upgrade_is_explained_by_its_versions()
    {
        var compiler = Compiler("bin/cc", "Debian clang version 14.0.6");
        (await ReasonAsync()).Should().Be("first build");

        Compiler("bin/cc", "Debian clang version 15.0.7");
        (await ReasonAsync()).Should().Be("tool cc changed: Debian clang version 14.0.6 → 15.0.7");

        File.AppendAllText(compiler, "# rebuilt\n");
        (await ReasonAsync()).Should().Be("tool cc changed: another binary of Debian clang version 15.0.7");

        async Task<string> ReasonAsync()
        {
            var toolchain = await LocateAsync(cc: compiler);
            return (await workshop.RunAsync(_ => Workshop.Shell("true") with { Platform = toolchain.Identity })).Reason;
        }
    }

    public void Dispose() => workshop.Dispose();

    private async Task<Toolchain> LocateAsync(string? searchPath = null, string? cc = null, string? strip = null)
    {
        using var services = workshop.Open();
        var usual = Compiler("bin/usual", "cc 1");
        return await new ToolchainLocator(services.Engine, services.Digester, services.Launcher, searchPath ?? "").LocateAsync(
            new ToolchainConfiguration(cc ?? usual, usual, usual, usual, strip ?? usual, usual, [], []), TestContext.Current.CancellationToken);
    }

    private string PathOf(params string[] folders) => string.Join(':', folders.Select(folder => Path.Combine(workshop.Checkout, folder)));

    private string Compiler(string name, string version)
    {
        Directory.CreateDirectory(Path.Combine(workshop.Root, "include"));
        return Program(name, $"if [ \"$1\" = -print-resource-dir ]; then echo {workshop.Root}; else echo {version}; fi");
    }

    private string Program(string name, string script)
    {
        var path = workshop.Write(name, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(path, (UnixFileMode)FileNode.Executable);
        return path;
    }
}

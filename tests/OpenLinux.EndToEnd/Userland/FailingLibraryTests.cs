using OpenLinux.Configuration;
using OpenLinux.Engine.Execution;
using OpenLinux.TestKit.Engine;
using OpenLinux.Userland.Compilation;
using OpenLinux.Userland.Recipes;
using OpenLinux.Userland.Sources;
using OpenLinux.Userland.Toolchains;

namespace OpenLinux.EndToEnd.Userland;

/// <summary>A library of many files, all of which want a header that is not there.</summary>
public sealed class FailingLibraryTests : IDisposable
{
    private const int Units = 300;

    private readonly Workshop workshop = new();

    public FailingLibraryTests()
    {
        for (var index = 0; index < Units; index++)
        {
            workshop.Write($"src/lib/many/{index}.c", $"#include \"missing.h\"\nint f{index};\n");
        }
    }

    [Fact]
    public async Task The_first_failure_ends_its_siblings_and_one_folder_is_kept()
    {
        var failure = await FailAsync();

        workshop.Reporter.Started.Count(label => label.EndsWith(".c", StringComparison.Ordinal)).Should().BeLessThan(Units / 10);
        failure.Cause.Should().Contain("'missing.h' file not found");
        var kept = Directory.EnumerateDirectories(workshop.Failed).Should().ContainSingle().Subject;
        failure.RepeatCommand.Should().Contain(kept, "the folder that is kept is that of the failure that is told");
        failure.RepeatCommand.Should().Contain(Path.GetFileName(failure.Subject), "and its command is the one that failed");
    }

    [Fact]
    public async Task What_earlier_failures_left_goes_and_that_is_said()
    {
        await FailAsync();
        Directory.CreateDirectory(Path.Combine(workshop.Failed, "CcCompile-of-old/with/files"));

        await FailAsync();

        Directory.EnumerateDirectories(workshop.Failed).Should().ContainSingle();
        workshop.Reporter.Said.Should().Contain(text => text.Contains(workshop.Failed));
    }

    public void Dispose() => workshop.Dispose();

    private async Task<ActionFailedException> FailAsync()
    {
        using var services = workshop.Open();
        var toolchain = await new ToolchainLocator(services.Engine, services.Digester, services.Launcher).LocateAsync(
            new ToolchainConfiguration("clang", "ld.lld", "llvm-ar", "llvm-ranlib", "llvm-strip", "llvm-objcopy", [], []),
            TestContext.Current.CancellationToken);
        using var sources = new SourceFetcher(services.Store, services.Launcher, workshop.Reporter, new SourceFetcherSettings(workshop.Cache));
        var compiler = new UserlandCompiler(
            new CompileContext(
                workshop.Checkout, new ArchitectureConfiguration("x86_64", "x86_64-linux-musl", "linux/amd64", 64, 62, [], []),
                toolchain, services.Engine, services.Digester),
            sources);
        var many = new Component("many", Path.Combine(workshop.Checkout, "src/lib/many"), IsLibrary: true, InTreeRecipe.Default, []);

        var compile = () => compiler.CompileAsync([many], TestContext.Current.CancellationToken);

        return (await compile.Should().ThrowAsync<ActionFailedException>()).Which;
    }
}

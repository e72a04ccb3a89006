using System.Formats.Tar;
using OpenLinux.Configuration;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Building;
using OpenLinux.Engine.Content;
using OpenLinux.TestKit.Engine;
using OpenLinux.Userland.Compilation;
using OpenLinux.Userland.Recipes;
using OpenLinux.Userland.Sources;
using OpenLinux.Userland.Sources.Places;
using OpenLinux.Userland.Toolchains;

namespace OpenLinux.TestKit.Userland;

/// <summary>Components of a checkout of their own, compiled by the machine's clang.</summary>
internal sealed class SourceWorkshop : IDisposable
{
    public Workshop Files { get; } = new();

    /// <summary>What the compiler brings, as the toolchain has it.</summary>
    public FileTree Resources { get; set; } = FileTree.Empty;

    /// <summary>A library of C files in src/lib/NAME.</summary>
    public Component InTree(string name, params string[] cflags) => new(
        name, Path.Combine(Files.Checkout, "src/lib", name), IsLibrary: true, InTreeRecipe.Default with { CFlags = cflags }, []);

    /// <summary>A library whose archive holds one file, main.c; its script is build.sh in src/lib/NAME.</summary>
    public async Task<Component> UpstreamAsync(string name, string main)
    {
        var archive = Path.Combine(Files.Root, $"{name}-1.0.tar");
        Files.Write("upstream/main.c", main);
        await TarFile.CreateFromDirectoryAsync(Path.Combine(Files.Checkout, "upstream"), archive, includeBaseDirectory: false);
        using var services = Files.Open();
        var digest = await services.Store.PutFileAsync(archive);
        var source = new SourceArchive($"{name}-1.0.tar", digest.Hash, [], null);
        return new Component(
            name, Path.Combine(Files.Checkout, "src/lib", name), IsLibrary: true, new UpstreamRecipe("1.0", "MIT", source, [], []), []);
    }

    /// <returns>The steps, in the order in which they ended.</returns>
    public async Task<IReadOnlyList<ActionOutcome>> CompileAsync(params Component[] components)
    {
        Files.Reporter.Finished.Clear();
        using var services = Files.Open();
        using var sources = new SourceFetcher(
            services.Store, services.Launcher, Files.Reporter, new SourceFetcherSettings(Files.Cache));
        await new UserlandCompiler(ContextOf(services), sources).CompileAsync(components, TestContext.Current.CancellationToken);
        return [.. Files.Reporter.Finished];
    }

    public void Dispose() => Files.Dispose();

    private CompileContext ContextOf(EngineServices services)
    {
        var programs = new ToolchainConfiguration("clang", "ld.lld", "llvm-ar", "llvm-ranlib", "llvm-strip", "llvm-objcopy", ["-Os"], []);
        return new CompileContext(
            Files.Checkout,
            new ArchitectureConfiguration("x86_64", "x86_64-linux-musl", "linux/amd64", 64, 62, [], []),
            new Toolchain(programs, "/usr/bin:/bin", "/usr/bin/ld.lld", new Dictionary<string, string>(), [], Resources, ""),
            services.Engine,
            services.Digester);
    }
}

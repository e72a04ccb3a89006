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
using OpenLinux.Userland.Sysroots;
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

    /// <summary>What is built for.</summary>
    public ArchitectureConfiguration Architecture { get; set; } = new("x86_64", "x86_64-linux-musl", "linux/amd64", 64, 62, [], []);

    /// <summary>Of the toolchain.</summary>
    public (string[] Compiler, string[] Linker) Flags { get; set; } = (["-Os"], []);

    /// <summary>What was told of sources that no recipe takes, by all builds so far.</summary>
    public List<string> LeftOut { get; } = [];

    /// <returns>The steps, in the order in which they ended.</returns>
    public async Task<IReadOnlyList<ActionOutcome>> CompileAsync(params Component[] components)
    {
        await OutputsOfAsync(components);
        return [.. Files.Reporter.Finished];
    }

    /// <summary>Builds components by their recipes in src.</summary>
    /// <returns>What each gives, and the steps.</returns>
    public async Task<BuiltComponents> BuildAsync(params string[] names)
    {
        var outputs = await OutputsOfAsync([.. ComponentCatalog.Load(Path.Combine(Files.Checkout, "src"), names)]);
        return new BuiltComponents(outputs.ToDictionary(output => output.Component), [.. Files.Reporter.Finished]);
    }

    /// <summary>Lays out a file that was built.</summary>
    /// <returns>Its path.</returns>
    public async Task<string> WriteOutAsync(ComponentOutput output, string path)
    {
        using var services = Files.Open();
        var file = (FileNode)output.Files.Nodes[path];
        var place = Path.Combine(Directory.CreateDirectory(Path.Combine(Files.Root, "written", file.Content.Hash)).FullName, Path.GetFileName(path));
        await services.Store.RequireToAsync(file.Content, place, file.Mode);
        return place;
    }

    /// <summary>The sources that one build sees of a component for this and for another architecture.</summary>
    public (FileTree Here, FileTree There) SourcesOf(string name, ArchitectureConfiguration other)
    {
        using var services = Files.Open();
        var context = ContextOf(services);
        var component = ComponentCatalog.Load(Path.Combine(Files.Checkout, "src"), [name]).Single();
        return (SourceFolder.Of(context, component), SourceFolder.Of(context with { Architecture = other }, component));
    }

    /// <summary>The commands for editors of components by their recipes.</summary>
    public async Task<string> CommandsOfAsync(params string[] names)
    {
        using var services = Files.Open();
        using var sources = new SourceFetcher(services.Store, services.Launcher, Files.Reporter, new SourceFetcherSettings(Files.Cache) { Root = Files.Checkout });
        var context = ContextOf(services);
        var compiler = new UserlandCompiler(context, sources);
        var components = ComponentCatalog.Load(Path.Combine(Files.Checkout, "src"), names);
        foreach (var component in components)
        {
            await SourceFolder.BringAsync(context, sources, component, TestContext.Current.CancellationToken);
        }

        return System.Text.Encoding.UTF8.GetString(
            CompileCommands.Render(compiler.TranslationUnits(components), Files.Checkout, "/sysroot", context.Toolchain, compiler.Elsewhere(components, "build/x86_64/sources")).Span);
    }

    private async Task<IReadOnlyList<ComponentOutput>> OutputsOfAsync(Component[] components)
    {
        Files.Reporter.Finished.Clear();
        using var services = Files.Open();
        using var sources = new SourceFetcher(
            services.Store, services.Launcher, Files.Reporter, new SourceFetcherSettings(Files.Cache) { Root = Files.Checkout });
        return await new UserlandCompiler(ContextOf(services), sources).CompileAsync(components, TestContext.Current.CancellationToken);
    }

    public void Dispose() => Files.Dispose();

    private CompileContext ContextOf(EngineServices services)
    {
        var programs = new ToolchainConfiguration("clang", "ld.lld", "llvm-ar", "llvm-ranlib", "llvm-strip", "llvm-objcopy", Flags.Compiler, Flags.Linker);
        return new CompileContext(
            Files.Checkout,
            Architecture,
            new Toolchain(programs, "/usr/bin:/bin", "/usr/bin/ld.lld", new Dictionary<string, string>(), [], Resources, ""),
            services.Engine,
            services.Digester)
        {
            LeftOut = new LeftOutSources(LeftOut.Add),
        };
    }
}

/// <summary>What a build of components gave.</summary>
/// <param name="Outputs">By component.</param>
/// <param name="Steps">In the order in which they ended.</param>
internal sealed record BuiltComponents(IReadOnlyDictionary<string, ComponentOutput> Outputs, IReadOnlyList<ActionOutcome> Steps)
{
    /// <summary>The steps of a kind that were not answered from the cache, by what they made: "sub/two.c".</summary>
    public IEnumerable<string> Ran(string mnemonic) =>
        Steps.Where(step => step.Spec.Mnemonic == mnemonic && !step.Cached).Select(step => step.Spec.Label);
}

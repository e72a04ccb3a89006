using OpenLinux.Common.Files;
using OpenLinux.Configuration;
using OpenLinux.Engine.Content;
using OpenLinux.Userland.Compilation;
using OpenLinux.Userland.Recipes;
using OpenLinux.Userland.Sources;
using OpenLinux.Userland.Sysroots;
using OpenLinux.Userland.Toolchains;

namespace OpenLinux.Host.Pipeline;

/// <summary>From the components' sources to their files; and, for editors, <c>compile_commands.json</c>.</summary>
/// <param name="components">In build order.</param>
internal sealed class CompileUserland(
    Workbench bench, ArchitectureConfiguration architecture, IReadOnlyList<Component> components, SourceFetcher sources, ToolchainLocator toolchains)
{
    public async Task<CompiledUserland> RunAsync()
    {
        TreeMaterializer.RefuseLinks(bench.Paths.Root, bench.Paths.Output(architecture.Name));
        var toolchain = await toolchains.LocateAsync(bench.Settings.Toolchain, bench.Cancellation);
        var compiler = new UserlandCompiler(
            new CompileContext(bench.Paths.Root, architecture, toolchain, bench.Engine, bench.Digester), sources);
        var compile = compiler.CompileAsync(components, bench.Cancellation);
        await Task.WhenAll(compile, Task.Run(() => WriteCommands(compiler, toolchain), bench.Cancellation));
        return new CompiledUserland(toolchain, await compile);
    }

    private void WriteCommands(UserlandCompiler compiler, Toolchain toolchain)
    {
        var sysroot = bench.Shown(bench.Paths.Sysroot(architecture.Name));
        var commands = CompileCommands.Render(compiler.TranslationUnits(components), bench.Paths.Root, sysroot, toolchain);
        if (AtomicFile.WriteIfChanged(bench.Paths.CompileCommands(architecture.Name), commands))
        {
            bench.Reporter.Verbose("compile_commands.json was written");
        }
    }
}

/// <summary>Each component's files, and the toolchain that made them.</summary>
public sealed record CompiledUserland(Toolchain Toolchain, IReadOnlyList<ComponentOutput> Components);

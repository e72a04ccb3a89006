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
    Workbench bench, ArchitectureConfiguration architecture, IReadOnlyList<Component> components, SourceFetcher sources, ToolchainLocator toolchains, StepSandbox sandbox)
{
    public async Task<CompiledUserland> RunAsync()
    {
        TreeMaterializer.RefuseLinks(bench.Paths.Root, bench.Paths.Output(architecture.Name));
        var toolchain = await toolchains.LocateAsync(bench.Settings.Toolchain, bench.Cancellation);
        var isConfined = sandbox.Equip(toolchain);
        var compiler = new UserlandCompiler(
            new CompileContext(bench.Paths.Root, architecture, toolchain, bench.Engine, bench.Digester)
            {
                Architectures = bench.Settings.Architectures,
                MachineReads = bench.Settings.Sandbox.Read,
                IsUnconfined = !isConfined,
                FoldsCase = bench.FoldsCase,
                LeftOut = new LeftOutSources(message => bench.Reporter.Warning($"{architecture.Name} {message}")),
            },
            sources);
        var compile = compiler.CompileAsync(components, bench.Cancellation);
        var commands = CommandsAsync(compiler, toolchain, compile);
        await Task.WhenAll(compile, commands);
        if (!bench.IsDry && AtomicFile.WriteIfChanged(bench.Paths.CompileCommands(architecture.Name), await commands))
        {
            bench.Reporter.Verbose("compile_commands.json was written");
        }

        return new CompiledUserland(toolchain, await compile);
    }

    /// <summary>Beside the compile, but for commits: which files they have is known when they were brought.</summary>
    private async Task<ReadOnlyMemory<byte>> CommandsAsync(UserlandCompiler compiler, Toolchain toolchain, Task compile)
    {
        var commits = bench.Paths.CommitSources(architecture.Name);
        if (components.Any(UserlandCompiler.IsOfCommit) || Directory.Exists(commits))
        {
            await compile;
            await bench.LayOutAsync(compiler.SourcesOfCommits(components), commits);
        }

        return await Task.Run(
            () => CompileCommands.Render(
                compiler.TranslationUnits(components),
                bench.Paths.Root,
                bench.Shown(bench.Paths.Sysroot(architecture.Name)),
                toolchain,
                compiler.Elsewhere(components, bench.Shown(commits))),
            bench.Cancellation);
    }
}

/// <summary>Each component's files, and the toolchain that made them.</summary>
public sealed record CompiledUserland(Toolchain Toolchain, IReadOnlyList<ComponentOutput> Components);

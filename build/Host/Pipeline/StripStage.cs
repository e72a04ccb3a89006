using OpenLinux.Configuration;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Building;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Provenance;
using OpenLinux.Host.Lifetime;
using OpenLinux.Rootfs.Stripping;
using OpenLinux.Userland.Toolchains;

namespace OpenLinux.Host.Pipeline;

/// <summary>Strips every program of the root filesystem, and keeps its debug file in build/ARCH/debug under the program's path.</summary>
internal sealed class StripStage(BuildContext context, ArchitectureConfiguration architecture, Toolchain toolchain)
{
    public async Task<StrippedRootfs> StripAsync(FileTree rootfs)
    {
        var engine = context.Services.Engine;
        var programs = rootfs.Nodes.Where(node => node.Value is FileNode { IsExecutable: true }).ToList();
        var outcomes = await SideBySide.RunAsync(
            programs.Select(program => (Func<CancellationToken, Task<ActionOutcome>>)(token => engine.Engine.RunAsync(
                StripStep.Of(program.Key, (FileNode)program.Value, architecture.Name, toolchain.Programs, toolchain.Environment, toolchain.Identity),
                token))),
            context.Cancellation);

        var debug = FileTree.Empty;
        var productions = new List<Production>();
        foreach (var ((path, node), outcome) in programs.Zip(outcomes))
        {
            var stripped = StripStep.ProgramOf(outcome, (FileNode)node);
            rootfs = rootfs.With(path, stripped);
            productions.Add(new Production(StepReference.Of(outcome), FileTree.Empty.With(path, stripped)));
            debug = StripStep.DebugOf(outcome, path) is { } file ? debug.With($"{path}.debug", file) : debug;
        }

        var folder = context.Paths.DebugFiles(architecture.Name);
        var change = await new TreeMaterializer(engine.Store, engine.Digester).MaterializeAsync(debug, context.Paths.Root, folder, context.Cancellation);
        if (!change.IsNone)
        {
            context.Journal.Note($"{Path.GetRelativePath(context.Paths.Root, folder)}: {change.Total} debug files", changed: true);
        }

        return new StrippedRootfs(rootfs, debug, productions);
    }
}

/// <param name="Tree">The root filesystem, its programs without symbols.</param>
/// <param name="DebugFiles">The debug file of each program, at the program's path with ".debug" behind.</param>
/// <param name="Productions">What was stripped, each by the step that did.</param>
internal sealed record StrippedRootfs(FileTree Tree, FileTree DebugFiles, IReadOnlyList<Production> Productions);

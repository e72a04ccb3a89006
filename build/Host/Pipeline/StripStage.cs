using OpenLinux.Configuration;
using OpenLinux.Engine.Content;
using OpenLinux.Images.Rootfs;
using OpenLinux.Userland.Sysroots;
using OpenLinux.Userland.Toolchains;

namespace OpenLinux.Host.Pipeline;

/// <summary>Strips every program of the root filesystem, and keeps its debug file in build/ARCH/debug under the program's path.</summary>
internal sealed class StripStage(BuildContext context, ArchitectureConfiguration architecture, Toolchain toolchain)
{
    public async Task<FileTree> StripAsync(FileTree rootfs)
    {
        var engine = context.Services.Engine;
        var programs = rootfs.Nodes.Where(node => node.Value is FileNode { IsExecutable: true }).ToList();
        var outcomes = await Task.WhenAll(programs.Select(program => engine.Engine.RunAsync(
            StripStep.Of(program.Key, (FileNode)program.Value, architecture.Name, toolchain.Programs, toolchain.Environment, toolchain.Identity),
            context.Cancellation)));

        var debug = FileTree.Empty;
        foreach (var ((path, node), outcome) in programs.Zip(outcomes))
        {
            rootfs = rootfs.With(path, StripStep.ProgramOf(outcome, (FileNode)node));
            debug = StripStep.DebugOf(outcome, path) is { } file ? debug.With($"{path}.debug", file) : debug;
        }

        var change = await new SysrootMaterializer(engine.Store, engine.Digester)
            .MaterializeAsync(debug, context.Paths.DebugFiles(architecture.Name), context.Cancellation);
        if (!change.IsNone)
        {
            context.Journal.Note($"{change.Total} debug files kept aside", changed: true);
        }

        return rootfs;
    }
}

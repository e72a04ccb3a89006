using OpenLinux.Configuration;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Building;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Provenance;
using OpenLinux.Rootfs.Stripping;
using OpenLinux.Userland.Toolchains;

namespace OpenLinux.Host.Pipeline;

/// <summary>Strips every program of the root filesystem, and keeps its debug file in build/ARCH/debug under the program's path.</summary>
internal sealed class StripPrograms(Workbench bench, ArchitectureConfiguration architecture, Toolchain toolchain)
{
    private ActionSpec StepOf(string path, FileNode program) => toolchain.Tree is null
        ? StripStep.Of(path, program, architecture.Name, toolchain.Programs, toolchain.Environment, toolchain.Identity)
        : StripStep.Of(path, program, architecture.Name);

    public async Task<StrippedRootfs> RunAsync(FileTree rootfs)
    {
        var programs = rootfs.Nodes.Where(node => node.Value is FileNode { IsExecutable: true }).ToList();
        var outcomes = await SideBySide.RunAsync(
            programs.Select(program => (Func<CancellationToken, Task<ActionOutcome>>)(token => bench.Engine.RunAsync(
                StepOf(program.Key, (FileNode)program.Value), token))),
            bench.Cancellation);

        var replaced = new List<KeyValuePair<string, TreeNode>>();
        var debugFiles = new List<KeyValuePair<string, TreeNode>>();
        var made = new List<MadeFiles>();
        foreach (var ((path, node), outcome) in programs.Zip(outcomes))
        {
            var stripped = StripStep.ProgramOf(outcome, (FileNode)node);
            replaced.Add(new(path, stripped));
            made.Add(new MadeFiles(StepReference.Of(outcome), FileTree.Empty.With(path, stripped)));
            if (StripStep.DebugOf(outcome, path) is { } file)
            {
                debugFiles.Add(new($"{path}.debug", file));
            }
        }

        var debug = FileTree.Of(debugFiles);

        var folder = bench.Paths.DebugFiles(architecture.Name);
        var change = await bench.LayOutAsync(debug, folder);
        if (!change.IsNone)
        {
            bench.Reporter.Note($"{bench.Shown(folder)}: {change.Total} debug files", changed: true);
        }

        return new StrippedRootfs(rootfs.WithTree("", FileTree.Of(replaced)), debug, made);
    }
}

/// <param name="Tree">The root filesystem, its programs without symbols.</param>
/// <param name="DebugFiles">The debug file of each program, at the program's path with ".debug" behind.</param>
/// <param name="Made">What was stripped, each by the step that did.</param>
internal sealed record StrippedRootfs(FileTree Tree, FileTree DebugFiles, IReadOnlyList<MadeFiles> Made);

using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;

namespace OpenLinux.Images.Rootfs;

/// <summary>Strips every program of a root filesystem, each in steps of its own, so that a changed one is stripped alone.</summary>
public sealed class RootfsStripper(IBuildEngine engine, StripActions actions)
{
    /// <summary>Where debuggers look for <c>/bin/sh</c>'s symbols: <c>/usr/lib/debug/bin/sh.debug</c>.</summary>
    private const string DebugFolder = "usr/lib/debug";

    /// <exception cref="Engine.Diagnostics.BuildException">objcopy refuses a file, or is not installed.</exception>
    public async Task<StrippedRootfs> StripAsync(FileTree rootfs, CancellationToken cancellation)
    {
        var scan = await engine.RunAsync(actions.Scan(rootfs), cancellation);
        var stripped = await Task.WhenAll(StripActions.Found(scan)
            .Select(path => StripOneAsync(path, (FileNode)rootfs.Nodes[path], cancellation)));
        var tree = rootfs;
        var debug = FileTree.Empty;
        foreach (var (path, program, symbols) in stripped)
        {
            tree = tree.With(path, program);
            debug = debug.With($"{DebugFolder}/{path}.debug", symbols);
        }

        return new StrippedRootfs(tree, debug);
    }

    private async Task<(string Path, FileNode Program, FileNode Symbols)> StripOneAsync(
        string path, FileNode program, CancellationToken cancellation)
    {
        // objcopy does not care for a setuid bit; the rootfs keeps it, the step need not know.
        var input = program with { Mode = FileNode.Executable };
        var symbols = StripActions.Made(await engine.RunAsync(actions.KeepDebug(path, input), cancellation));
        var stripped = StripActions.Made(await engine.RunAsync(actions.Strip(path, input, symbols), cancellation));
        return (path, stripped with { Mode = program.Mode }, symbols with { Mode = FileNode.Regular });
    }
}

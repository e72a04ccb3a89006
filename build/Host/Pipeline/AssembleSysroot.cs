using OpenLinux.Configuration;
using OpenLinux.Engine.Content;
using OpenLinux.Userland.Sysroots;

namespace OpenLinux.Host.Pipeline;

/// <summary>From the components' files to build/ARCH/sysroot.</summary>
internal sealed class AssembleSysroot(Workbench bench, ArchitectureConfiguration architecture)
{
    public async Task<FileTree> RunAsync(CompiledUserland userland)
    {
        var tree = SysrootMerge.Of(userland.Components);
        CaseCollisions.Require(tree, bench.FoldsCase);
        var change = await bench.LayOutAsync(tree, bench.Paths.Sysroot(architecture.Name));
        bench.Reporter.Note(
            change.IsNone
                ? $"{architecture.Name}: all {change.Total} entries in place"
                : $"{architecture.Name}: {change.Written} of {change.Total} entries written, {change.Removed} stale ones removed",
            changed: !change.IsNone);
        return tree;
    }
}

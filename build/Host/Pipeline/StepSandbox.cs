using OpenLinux.Common.Native;
using OpenLinux.Common.Processes;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Sandboxes;
using OpenLinux.Host.Reporting;
using OpenLinux.Userland.Toolchains;

namespace OpenLinux.Host.Pipeline;

/// <summary>Gives the sandbox what it takes of a toolchain: a compiler for its program, and the files of one that is this machine's.</summary>
/// <param name="folderOf">Lays a tree out, once, and tells where.</param>
internal sealed class StepSandbox(Sandbox sandbox, Func<SubtreeNode, CancellationToken, Task<string>> folderOf, IStepReporter reporter)
{
    /// <returns>Whether steps are kept from what they have not declared.</returns>
    public bool Equip(Toolchain toolchain)
    {
        reporter.Verbose($"sandbox: {sandbox.Description}");
        if (sandbox.Mode == SandboxMode.None)
        {
            return false;
        }

        sandbox.Equip(cancellation => CompilersOfAsync(toolchain, cancellation), ToolchainFiles.Of(toolchain));
        return sandbox.IsEquipped;
    }

    /// <summary>GCC knows no way to name its linker by a path.</summary>
    private async Task<IReadOnlyList<NativeCompiler>> CompilersOfAsync(Toolchain toolchain, CancellationToken cancellation)
    {
        var folder = toolchain.Tree is { } tree ? Path.Combine(await folderOf(tree.Files, cancellation), ToolTree.Programs) : "/";
        var compiler = ProgramPath.Find(toolchain.Programs.Cc, folder, toolchain.Tree is null ? toolchain.SearchPath : folder) ?? toolchain.Programs.Cc;
        var identity = string.Join('\n', toolchain.AllIdentity.Select(tool => $"{tool.Key}={tool.Value}"));
        return [new([compiler, toolchain.LinkerOption], identity), new([compiler], identity)];
    }
}

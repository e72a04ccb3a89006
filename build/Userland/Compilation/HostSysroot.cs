using OpenLinux.Common.Errors;
using OpenLinux.Common.Processes;
using OpenLinux.Configuration;
using OpenLinux.Engine.Content;
using OpenLinux.Userland.Recipes;

namespace OpenLinux.Userland.Compilation;

/// <summary>
/// What programs are made with that run while a release is built, such as the generators of kconfig: the libraries that it depends on, built
/// for this machine by the pinned toolchain, so that no C library of this machine is needed.
/// </summary>
/// <param name="build">Builds components for an architecture, and gives their sysroot.</param>
internal sealed class HostSysroot(
    IReadOnlyDictionary<string, ArchitectureConfiguration> architectures, Func<ArchitectureConfiguration, IReadOnlyList<Component>, CancellationToken, Task<FileTree>> build)
{
    /// <summary>Where it stands in an action's input root.</summary>
    public const string Path = "host";

    /// <summary>What a recipe's script calls the compiler for such programs.</summary>
    public const string Variable = "HOSTCC";

    public string Triple => architectures.GetValueOrDefault(ThisMachine.Architecture)?.Triple ?? "";

    /// <exception cref="BuildException">This machine's architecture is not configured (<c>OL315</c>).</exception>
    public Task<FileTree> OfAsync(Component component, CancellationToken cancellation) =>
        architectures.TryGetValue(ThisMachine.Architecture, out var here)
            ? build(here, component.Dependencies, cancellation)
            : throw new BuildException(
                UserlandErrors.HostUnknown,
                component.Name,
                $"its build.sh compiles programs that run here, and config/arch/{ThisMachine.Architecture}.toml is not there.",
                $"git checkout -- config/arch/{ThisMachine.Architecture}.toml, or write one for this machine's architecture");
}

using System.Runtime.InteropServices;
using OpenLinux.Common.Native;
using OpenLinux.Common.Processes;

namespace OpenLinux.Engine.Sandboxes;

/// <summary>What this machine has to keep steps apart from it.</summary>
public static partial class SandboxSupport
{
    private const long CreateRuleset = 444;
    private const ulong Version = 1;

    private static readonly Lazy<bool> Namespaces = new(HasNamespaces);

    /// <summary>The version of Landlock's interface; 0 where the kernel has none, or does not use it.</summary>
    public static int LandlockVersion { get; } = OperatingSystem.IsLinux() ? (int)Math.Max(0, Call(CreateRuleset, 0, 0, Version)) : 0;

    /// <returns>What is used where that is asked for: <see cref="SandboxMode.None"/> where this machine has nothing.</returns>
    public static SandboxMode Choose(SandboxMode asked) =>
        !NativeProgram.IsSupported ? SandboxMode.None
        : asked != SandboxMode.Auto ? asked
        : LandlockVersion > 0 ? SandboxMode.Landlock
        : Namespaces.Value ? SandboxMode.Namespaces
        : SandboxMode.None;

    /// <summary>For people: what it is, and where there is none, why.</summary>
    public static string Describe(SandboxMode mode) => mode switch
    {
        SandboxMode.Landlock => $"Landlock, version {LandlockVersion}",
        SandboxMode.Namespaces => "user and mount namespaces",
        _ when !NativeProgram.IsSupported => "none: only Linux on x86_64 and aarch64 has one",
        _ => "none: the kernel has no Landlock, and permits no user namespaces",
    };

    /// <summary>Kernels, distributions and containers forbid them in ways of their own: one is made, where the program for it is there.</summary>
    private static bool HasNamespaces()
    {
        try
        {
            var made = new ProcessLauncher().RunAsync(new ProcessSpec("unshare", ["--user", "--map-root-user", "--mount", "true"], "/"), CancellationToken.None);
            return made.GetAwaiter().GetResult().ExitCode == 0;
        }
        catch (Common.Errors.BuildException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial long Call(long number, nint attributes, nuint size, ulong flags);
}

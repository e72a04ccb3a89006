using System.Runtime.InteropServices;

namespace OpenLinux.Common.Processes;

/// <summary>The machine that this process runs on.</summary>
public static class ThisMachine
{
    /// <summary>Its architecture as Linux names it (uname(2), <c>machine</c>): x86_64, aarch64, riscv64.</summary>
    public static string Architecture { get; } = NameOf(RuntimeInformation.OSArchitecture);

    internal static string NameOf(Architecture architecture) => architecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => "x86_64",
        System.Runtime.InteropServices.Architecture.X86 => "i686",
        System.Runtime.InteropServices.Architecture.Arm64 => "aarch64",
        System.Runtime.InteropServices.Architecture.Arm => "armv7l",
        _ => architecture.ToString().ToLowerInvariant(),
    };
}

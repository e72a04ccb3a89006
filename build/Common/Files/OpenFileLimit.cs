using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;
using OpenLinux.Common.Errors;

namespace OpenLinux.Common.Files;

/// <summary>How many files this process may have open at a time (<c>ulimit -n</c>; getrlimit(2), RLIMIT_NOFILE).</summary>
public static partial class OpenFileLimit
{
    private const int OfSystem = 23; // ENFILE
    private const int OfProcess = 24; // EMFILE

    /// <summary>Whether it is what made an operation fail.</summary>
    public static bool IsReachedBy(Exception fault) =>
        fault is Win32Exception { NativeErrorCode: OfSystem or OfProcess } or IOException { HResult: OfSystem or OfProcess };

    /// <summary>For a process that will need so many: without them even a library that cannot be opened is told as one that is not there.</summary>
    /// <exception cref="BuildException">It may have fewer (<c>OL905</c>).</exception>
    public static void Require(long files)
    {
        var resource = OperatingSystem.IsMacOS() ? 8 : 7;

        // The runtime has raised the soft limit to the hard one.
        if (!OperatingSystem.IsWindows() && GetLimit(resource, out var limit) == 0 && limit.Soft < (ulong)files)
        {
            throw Reached("this process", string.Create(CultureInfo.InvariantCulture, $"it may have {limit.Soft} open at a time, and needs up to {files}"));
        }
    }

    public static BuildException Reached(string subject, string cause, Exception? fault = null) => new(
        CommonErrors.TooManyOpenFiles,
        subject,
        cause,
        "ulimit -n 1024; where that is not permitted, raise the hard limit first (limits.conf(5), docker run --ulimit nofile=1024)",
        fault);

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int GetLimit(int resource, out Limit limit);

    /// <summary><c>struct rlimit</c>, whose fields have 64 bits wherever .NET runs.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Limit
    {
        public ulong Soft;
        public ulong Hard;
    }
}

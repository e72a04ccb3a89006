using System.Runtime.InteropServices;

namespace OpenLinux.Engine.Execution;

/// <summary>Steps inherit the umask, and tools copy it into archives and scripts: all users build under the same one.</summary>
internal static partial class Umask
{
    private const uint Usual = 0b000_010_010;

    public static void SetUsual()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = Set(Usual);
        }
    }

    [LibraryImport("libc", EntryPoint = "umask")]
    private static partial uint Set(uint mask);
}

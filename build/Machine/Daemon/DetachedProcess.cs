using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace OpenLinux.Machine.Daemon;

/// <summary>
/// A process that outlives this one: in a session of its own (so that Ctrl-C here does not reach it), with no standard input,
/// with a file for its output, and with no other file of ours open. <see cref="System.Diagnostics.Process"/> can do none of the four.
/// </summary>
[UnsupportedOSPlatform("windows")]
public sealed partial class DetachedProcess
{
    // posix_spawnattr_setflags(3): POSIX_SPAWN_SETSID of glibc and musl.
    private const short SetSession = 0x80;

    // open(2) on Linux.
    private const int ReadOnly = 0;
    private const int WriteCreateAppend = 0x1 | 0x40 | 0x400;

    private const int NoHang = 1;

    /// <summary>More than any libc's posix_spawnattr_t (336 bytes in glibc) or posix_spawn_file_actions_t (80).</summary>
    private const int OpaqueSize = 1024;

    private DetachedProcess(int id) => Id = id;

    public int Id { get; }

    /// <param name="program">The program's path.</param>
    /// <param name="arguments">Its arguments, without its own name.</param>
    /// <param name="environment">Its whole environment.</param>
    /// <param name="log">The file that takes both streams, appended to.</param>
    /// <exception cref="Win32Exception">The system cannot start it.</exception>
    public static DetachedProcess Start(
        string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, string log)
    {
        var actions = Marshal.AllocHGlobal(OpaqueSize);
        var attributes = Marshal.AllocHGlobal(OpaqueSize);
        try
        {
            Check(InitialiseActions(actions));
            Check(InitialiseAttributes(attributes));
            Check(SetFlags(attributes, SetSession));
            Check(AddOpen(actions, 0, "/dev/null", ReadOnly, 0));
            Check(AddOpen(actions, 1, log, WriteCreateAppend, 0b110_100_000));
            Check(AddDuplicate(actions, 1, 2));
            foreach (var descriptor in OpenDescriptors())
            {
                Check(AddClose(actions, descriptor));
            }

            var variables = environment.Select(variable => $"{variable.Key}={variable.Value}");
            Check(Spawn(out var id, program, actions, attributes, [program, .. arguments, null], [.. variables, null]));
            return new DetachedProcess(id);
        }
        finally
        {
            _ = DestroyActions(actions);
            _ = DestroyAttributes(attributes);
            Marshal.FreeHGlobal(actions);
            Marshal.FreeHGlobal(attributes);
        }
    }

    /// <summary>Whether it has ended; it is a child of this process, so nobody else can have been given its number.</summary>
    public bool HasEnded() => WaitFor(Id, out _, NoHang) != 0;

    private static IEnumerable<int> OpenDescriptors()
    {
        foreach (var entry in new DirectoryInfo("/proc/self/fd").EnumerateFileSystemInfos())
        {
            if (int.TryParse(entry.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var descriptor) && descriptor > 2)
            {
                yield return descriptor;
            }
        }
    }

    private static void Check(int error)
    {
        if (error != 0)
        {
            throw new Win32Exception(error);
        }
    }

    [LibraryImport("libc", EntryPoint = "posix_spawn", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Spawn(out int id, string path, nint actions, nint attributes, string?[] arguments, string?[] environment);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    private static partial int InitialiseActions(nint actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    private static partial int DestroyActions(nint actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addopen", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int AddOpen(nint actions, int descriptor, string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_adddup2")]
    private static partial int AddDuplicate(nint actions, int descriptor, int copy);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addclose")]
    private static partial int AddClose(nint actions, int descriptor);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_init")]
    private static partial int InitialiseAttributes(nint attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_destroy")]
    private static partial int DestroyAttributes(nint attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    private static partial int SetFlags(nint attributes, short flags);

    [LibraryImport("libc", EntryPoint = "waitpid")]
    private static partial int WaitFor(int id, out int status, int options);
}

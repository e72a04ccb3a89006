using System.Runtime.InteropServices;
using System.Text;

namespace OpenLinux.Common.Files;

/// <summary>Names as the bytes they are: readdir(3), readlink(2).</summary>
internal static unsafe partial class LinuxNames
{
    /// <summary>Of <c>d_name</c> in <c>struct dirent</c>, after inode, offset, length and type; with glibc and musl, 64 bits.</summary>
    private const int NameOffset = 19;

    /// <summary>Of <c>d_type</c>.</summary>
    private const int TypeOffset = 18;

    private const int LongestLink = 4096;

    public static IReadOnlyList<byte[]> In(string folder) => [.. WithTypes(folder).Select(entry => entry.Name)];

    /// <returns>Each name with its <c>d_type</c>, 0 where the file system does not tell.</returns>
    public static IReadOnlyList<(byte[] Name, byte Type)> WithTypes(string folder)
    {
        var stream = Open(folder);
        if (stream == 0)
        {
            throw new IOException($"{folder}: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        try
        {
            var names = new List<(byte[], byte)>();
            for (var entry = Read(stream); entry != null; entry = Read(stream))
            {
                names.Add((MemoryMarshal.CreateReadOnlySpanFromNullTerminated(entry + NameOffset).ToArray(), entry[TypeOffset]));
            }

            return names;
        }
        finally
        {
            _ = Close(stream);
        }
    }

    public static byte[] OfLink(string path)
    {
        var target = new byte[LongestLink];
        var length = ReadLink(path, target, target.Length);
        return length >= 0 ? target[..(int)length] : throw new IOException($"{path}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    /// <summary>Gives other names to what has one that is not UTF-8: .NET can remove it then.</summary>
    public static void MakeUtf8(string folder)
    {
        var number = 0;
        foreach (var name in In(folder))
        {
            if (!System.Text.Unicode.Utf8.IsValid(name))
            {
                byte[] from = [.. Encoding.UTF8.GetBytes(folder), (byte)'/', .. name, 0];
                _ = Rename(from, Encoding.UTF8.GetBytes($"{folder}/openlinux-unnamed-{number++}\0"));
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true)]
    private static partial int Rename(byte[] from, byte[] to);

    [LibraryImport("libc", EntryPoint = "opendir", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial nint Open(string path);

    [LibraryImport("libc", EntryPoint = "readdir", SetLastError = true)]
    private static partial byte* Read(nint stream);

    [LibraryImport("libc", EntryPoint = "closedir", SetLastError = true)]
    private static partial int Close(nint stream);

    [LibraryImport("libc", EntryPoint = "readlink", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial nint ReadLink(string path, byte[] target, nint size);
}

using System.Security.Cryptography;
using System.Text;
using OpenLinux.Common.Files;

namespace OpenLinux.Engine.Storage;

/// <summary>
/// What each entry of a folder was when it had just been laid out: whoever writes to one of them, adds or removes one, changes a stamp.
/// The file: SHA-256 of the rest, the bytes of all files, the number of entries, then each one's path, kind, mode, size, mtime, ctime and
/// inode. The device is left out, as its number may change with a reboot.
/// </summary>
internal static class TreeStamps
{
    private static readonly int Head = SHA256.HashSizeInBytes + sizeof(long);

    public static void Write(string folder, string file)
    {
        using var body = new MemoryStream();
        using (var writer = new BinaryWriter(body, Encoding.UTF8, leaveOpen: true))
        {
            var entries = new List<(string Path, FileStatus Status)>();
            Collect(folder, "", entries);
            writer.Write(entries.Where(entry => entry.Status.Kind == FileKind.File).Sum(entry => entry.Status.Size));
            writer.Write(entries.Count);
            foreach (var (path, status) in entries)
            {
                writer.Write(path);
                Write(writer, status);
            }
        }

        var content = body.ToArray();
        File.WriteAllBytes(file, [.. SHA256.HashData(content), .. content]);
    }

    /// <returns>Whether every entry is still as it was.</returns>
    public static bool Hold(string folder, string file)
    {
        try
        {
            var bytes = File.ReadAllBytes(file);
            return bytes.Length > Head
                && SHA256.HashData(bytes.AsSpan(SHA256.HashSizeInBytes)).AsSpan().SequenceEqual(bytes.AsSpan(0, SHA256.HashSizeInBytes))
                && AreAsTold(folder, bytes);
        }
        catch (Exception fault) when (StorageFaults.IsFault(fault))
        {
            return false;
        }
    }

    /// <returns>The bytes of all files.</returns>
    public static long SizeOf(string file)
    {
        using var stream = File.OpenRead(file);
        Span<byte> head = stackalloc byte[Head];
        return stream.ReadAtLeast(head, Head, throwOnEndOfStream: false) == Head ? BitConverter.ToInt64(head[SHA256.HashSizeInBytes..]) : 0;
    }

    private static bool AreAsTold(string folder, byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes, Head, bytes.Length - Head), Encoding.UTF8);
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var path = reader.ReadString();
            if (FileStatus.OfLink(folder + path) is not { } status || !IsAsTold(reader, status))
            {
                return false;
            }
        }

        return true;
    }

    private static void Collect(string folder, string prefix, List<(string Path, FileStatus Status)> entries)
    {
        entries.Add((prefix, FileStatus.OfLink(folder) ?? throw new DirectoryNotFoundException($"no folder at {folder}")));
        foreach (var path in FolderListing.Of(folder))
        {
            var name = $"{prefix}/{Path.GetFileName(path)}";
            var status = FileStatus.OfLink(path) ?? throw new FileNotFoundException($"no file at {path}", path);
            if (status.Kind == FileKind.Directory)
            {
                Collect(path, name, entries);
            }
            else
            {
                entries.Add((name, status));
            }
        }
    }

    private static void Write(BinaryWriter writer, FileStatus status)
    {
        writer.Write((byte)status.Kind);
        writer.Write(status.Mode);
        writer.Write(status.Size);
        writer.Write(status.Modified);
        writer.Write(status.Changed);
        writer.Write(status.Inode);
    }

    private static bool IsAsTold(BinaryReader reader, FileStatus status) =>
        (reader.ReadByte() == (byte)status.Kind)
        & (reader.ReadInt32() == status.Mode)
        & (reader.ReadInt64() == status.Size)
        & (reader.ReadInt64() == status.Modified)
        & (reader.ReadInt64() == status.Changed)
        & (reader.ReadUInt64() == status.Inode);
}

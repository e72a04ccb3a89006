using OpenLinux.Engine.Content;
using OpenLinux.Engine.Diagnostics;
using OpenLinux.Engine.Storage;

namespace OpenLinux.Images.Rootfs;

/// <summary>Lays the tarball out for people, <c>build/ARCH/openlinux-VERSION-ARCH-rootfs.tar.gz</c>, with a <c>.sha256</c> beside it.</summary>
/// <param name="folder">The folder of all architectures, "build".</param>
public sealed class RootfsPublisher(string folder, IContentStore store, IFileDigester digester)
{
    public string PathOf(string version, string architecture) =>
        Path.Combine(folder, architecture, $"openlinux-{version}-{architecture}-rootfs.tar.gz");

    /// <summary>Does nothing where the files are already right; other versions' files stay. Each file appears whole or not at all.</summary>
    /// <returns>Whether anything was written.</returns>
    /// <exception cref="MissingBlobException">The store has lost the tarball.</exception>
    /// <exception cref="BuildException">The folder cannot be written to (<c>OL422</c>), or the disk is full (<c>OL901</c>).</exception>
    public async Task<bool> PublishAsync(
        RootfsTarball tarball, string version, string architecture, CancellationToken cancellation = default)
    {
        var path = PathOf(version, architecture);
        var checksumPath = path + ".sha256";
        var checksum = $"{tarball.Content.Hash}  {Path.GetFileName(path)}\n";
        if (IsPublished(path, tarball.Content) && ReadOrNull(checksumPath) == checksum)
        {
            return false;
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);

            // The old checksum goes first, so that a kill at any moment leaves no pair that disagrees.
            File.Delete(checksumPath);
            await store.RequireToAsync(tarball.Content, path, FileNode.Regular, cancellation);
            WriteWhole(checksumPath, checksum);
            return true;
        }
        catch (Exception fault) when (StorageFaults.IsFault(fault))
        {
            throw Unwritable(Path.GetDirectoryName(path)!, fault);
        }
    }

    private static BuildException Unwritable(string folder, Exception fault) => StorageFaults.IsDiskFull(fault)
        ? StorageFaults.DiskFull(folder, fault.Message, fault)
        : new BuildException(
            ImagesErrors.OutputUnwritable, folder, fault.Message, $"make {folder} a folder that this user can write to", fault);

    private bool IsPublished(string path, Digest content)
    {
        try
        {
            return digester.DigestOf(path) == content;
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    private static string? ReadOrNull(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static void WriteWhole(string path, string text)
    {
        var temporary = $"{path}.{Guid.NewGuid():n}";
        try
        {
            File.WriteAllText(temporary, text);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}

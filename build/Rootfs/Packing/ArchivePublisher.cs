using OpenLinux.Common.Errors;
using OpenLinux.Common.Files;
using OpenLinux.Engine.Content;

namespace OpenLinux.Rootfs.Packing;

/// <summary>Lays an archive of the store out for people, with its <c>.sha256</c> beside it. Each appears whole or not at all.</summary>
public sealed class ArchivePublisher(IContentStore store, IFileDigester digester)
{
    /// <summary>Does nothing where both files are already right.</summary>
    /// <returns>Whether anything was written.</returns>
    /// <exception cref="MissingBlobException">The store has lost the content.</exception>
    /// <exception cref="BuildException">The folder cannot be written to (<c>OL422</c>), or the disk is full (<c>OL901</c>).</exception>
    public async Task<bool> PublishAsync(Digest content, string path, CancellationToken cancellation = default)
    {
        var checksumPath = path + ".sha256";
        var checksum = $"{content.Hash}  {Path.GetFileName(path)}\n";
        if (digester.Holds(path, content) && ReadOrNull(checksumPath) == checksum)
        {
            return false;
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);

            // The old checksum goes first, so that a kill at any moment leaves no pair that disagrees.
            File.Delete(checksumPath);
            await store.RequireToAsync(content, path, FileNode.Regular, cancellation);
            AtomicFile.Write(checksumPath, checksum);
            return true;
        }
        catch (Exception fault) when (StorageFaults.IsFault(fault))
        {
            throw Unwritable(Path.GetDirectoryName(path)!, fault);
        }
    }

    private static BuildException Unwritable(string folder, Exception fault) => StorageFaults.Exhausted(fault, folder)
        ?? new BuildException(
            RootfsErrors.OutputUnwritable, folder, fault.Message, $"make {folder} a folder that this user can write to", fault);

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
}

using System.Formats.Tar;
using System.IO.Compression;
using OpenLinux.Common.Errors;
using OpenLinux.Engine.Content;

namespace OpenLinux.Userland.Sources.Unpacking;

/// <summary>Reads a compressed tar archive, or a zip archive, into the store, piece by piece.</summary>
/// <param name="placeOf">Where a file goes by its name in the archive, null for nowhere; as a whole null for all, out of their top folder.</param>
internal sealed class ArchiveReader(string name, IContentStore store, Func<string, string?>? placeOf = null)
{
    private readonly ArchiveTree tree = new();

    /// <returns>The files, without the top folder where all of them are in one.</returns>
    /// <exception cref="BuildException">Not an archive, damaged, or with an entry that has no place in a source tree (<c>OL213</c>).</exception>
    public async Task<FileTree> ReadAsync(Stream archive, CancellationToken cancellation)
    {
        try
        {
            if (Decompression.IsZip(archive))
            {
                await ReadZipAsync(archive, cancellation);
            }
            else
            {
                await ReadTarAsync(archive, cancellation);
            }

            return placeOf is null ? tree.WithoutTopFolder() : tree.Whole();
        }
        catch (Exception damage) when (damage is not (BuildException or OperationCanceledException))
        {
            throw new BuildException(
                UserlandErrors.ArchiveUnusable,
                name,
                damage.Message,
                "pin a release that is a tar archive compressed with gzip, bzip2, xz or zstd, or a zip archive",
                damage);
        }
    }

    private async Task ReadTarAsync(Stream archive, CancellationToken cancellation)
    {
        await using var tar = Decompression.Open(archive);
        await using var reader = new TarReader(tar);
        while (await reader.GetNextEntryAsync(copyData: false, cancellation) is { } entry)
        {
            if (placeOf is null)
            {
                await AddAsync(entry, cancellation);
            }
            else if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile && placeOf(entry.Name) is { } place)
            {
                tree.Add(place, new FileNode(await ContentOfAsync(entry, cancellation), ModeOf(entry)));
            }
        }
    }

    private async Task ReadZipAsync(Stream archive, CancellationToken cancellation)
    {
        await using var zip = new ZipArchive(archive, ZipArchiveMode.Read);
        foreach (var entry in zip.Entries.Where(entry => !entry.FullName.EndsWith('/')))
        {
            if ((placeOf is null ? entry.FullName : placeOf(entry.FullName)) is { } place)
            {
                await using var content = await entry.OpenAsync(cancellation);
                tree.Add(place, new FileNode(await store.PutAsync(content, cancellation)));
            }
        }
    }

    private async Task AddAsync(TarEntry entry, CancellationToken cancellation)
    {
        switch (entry.EntryType)
        {
            case TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile:
                tree.Add(entry.Name, new FileNode(await ContentOfAsync(entry, cancellation), ModeOf(entry)));
                break;
            case TarEntryType.Directory or TarEntryType.DirectoryList:
                tree.AddDirectory(entry.Name);
                break;
            case TarEntryType.SymbolicLink:
                tree.Add(entry.Name, new SymlinkNode(entry.LinkName));
                break;
            case TarEntryType.HardLink:
                tree.AddHardLink(entry.Name, entry.LinkName);
                break;
            case TarEntryType.GlobalExtendedAttributes:
                break;
            default:
                throw new InvalidDataException($"{entry.Name} is a {entry.EntryType}, which no source tree needs");
        }
    }

    private async Task<Digest> ContentOfAsync(TarEntry entry, CancellationToken cancellation)
    {
        var content = await store.PutAsync(entry.DataStream ?? Stream.Null, cancellation);
        return content.SizeBytes == entry.Length ? content : throw new EndOfStreamException($"{entry.Name} reaches beyond the end of the archive");
    }

    private static int ModeOf(TarEntry entry) =>
        (entry.Mode & UnixFileMode.UserExecute) != 0 ? FileNode.Executable : FileNode.Regular;
}

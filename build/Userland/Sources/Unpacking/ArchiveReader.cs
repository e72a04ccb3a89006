using System.Formats.Tar;
using OpenLinux.Common.Errors;
using OpenLinux.Engine.Content;

namespace OpenLinux.Userland.Sources.Unpacking;

/// <summary>Reads a compressed tar archive into the store, piece by piece.</summary>
internal sealed class ArchiveReader(string name, IContentStore store)
{
    private readonly ArchiveTree tree = new();

    /// <returns>The files, without the top folder where all of them are in one.</returns>
    /// <exception cref="BuildException">Not an archive, damaged, or with an entry that has no place in a source tree (<c>OL213</c>).</exception>
    public async Task<FileTree> ReadAsync(Stream archive, CancellationToken cancellation)
    {
        try
        {
            await using var tar = Decompression.Open(archive);
            await using var reader = new TarReader(tar);
            while (await reader.GetNextEntryAsync(copyData: false, cancellation) is { } entry)
            {
                await AddAsync(entry, cancellation);
            }

            return tree.WithoutTopFolder();
        }
        catch (Exception damage) when (damage is not (BuildException or OperationCanceledException))
        {
            throw new BuildException(
                UserlandErrors.ArchiveUnusable,
                name,
                damage.Message,
                "pin a release that is a tar archive compressed with gzip, bzip2, xz or zstd, in the component's recipe.toml",
                damage);
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

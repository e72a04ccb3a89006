using OpenLinux.Images.Archives;
using OpenLinux.Images.Elf;

namespace OpenLinux.Images.Inspection;

/// <summary>One pass over an archive: every entry judged, every program looked into.</summary>
internal sealed class InspectionWalk(ArchiveIndex index, FindingCollector findings, InspectionPolicy policy)
{
    private readonly EntryRules entryRules = new(index, findings);
    private readonly ElfRules elfRules = new(policy.Architecture, findings);
    private readonly byte[] head = new byte[ElfScanner.HeadSize];
    private readonly byte[] buffer = new byte[ElfScanner.HeadSize];
    private int files;
    private int directories;
    private int symlinks;
    private long bytes;

    /// <returns>The layer's diff_id.</returns>
    public string ReadAll(TarReader tar, CancellationToken cancellation)
    {
        while (tar.Next() is { } entry)
        {
            cancellation.ThrowIfCancellationRequested();
            var path = entryRules.Add(entry);
            Count(entry);
            if (path is not null && entry.IsFile && Scan(tar) is { } facts)
            {
                elfRules.Check(path, facts);
            }
        }

        return tar.DiffId();
    }

    public InspectionSummary Summary(string diffId) => new(files, directories, symlinks, bytes, diffId, entryRules.Setuid);

    private ElfFacts? Scan(TarReader tar)
    {
        var length = 0;
        while (length < head.Length && tar.ReadData(head, length, head.Length - length) is var read and > 0)
        {
            length += read;
        }

        return ElfScanner.Scan(head.AsSpan(0, length), buffer, chunk => tar.ReadData(chunk, 0, chunk.Length));
    }

    private void Count(TarEntry entry)
    {
        files += entry.IsFile ? 1 : 0;
        directories += entry.Type == TarEntryType.Directory ? 1 : 0;
        symlinks += entry.Type == TarEntryType.Symlink ? 1 : 0;
        bytes += entry.IsFile ? entry.SizeBytes : 0;
    }
}

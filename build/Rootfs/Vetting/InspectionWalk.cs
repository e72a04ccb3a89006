using OpenLinux.Archives.Pieces;
using OpenLinux.Archives.Tar;
using OpenLinux.Oci.Naming;

namespace OpenLinux.Rootfs.Vetting;

/// <summary>One pass over an archive: every entry judged, every file looked into.</summary>
internal sealed class InspectionWalk(ArchiveIndex index, FindingCollector findings, InspectionPolicy policy, KnownOrigins origins)
{
    private readonly EntryRules entryRules = new(index, policy, findings);
    private readonly SizeRules sizeRules = new(policy, findings, origins);
    private readonly FileRules fileRules = new(policy, findings, origins);
    private int files;
    private int directories;
    private int symlinks;
    private long bytes;

    public IReadOnlyList<FolderMention> Folders => fileRules.Folders.ToList();

    /// <returns>The layer's diff_id.</returns>
    public OciDigest ReadAll(TarReader tar, ScanPatterns patterns)
    {
        var scan = new FileScan(patterns);
        while (tar.Next() is { } entry)
        {
            if (Lay(entry) is { } path && entry.IsFile)
            {
                fileRules.Check(path, scan.Scan(tar));
            }
        }

        sizeRules.Check();
        return tar.TakeDigest().ToOci();
    }

    /// <param name="parts">Of the whole archive, by <see cref="InspectionPartScan"/>.</param>
    /// <returns>The layer's diff_id.</returns>
    public OciDigest ReadAll(PartFindings parts, CancellationToken cancellation)
    {
        foreach (var part in parts.Findings)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var (entry, facts) in InspectionPartScan.Decode(part))
            {
                if (Lay(entry) is { } path && entry.IsFile)
                {
                    fileRules.Check(path, facts);
                }
            }
        }

        sizeRules.Check();
        return parts.Tar.ToOci();
    }

    public InspectionSummary Summary(OciDigest? diffId) => new(files, directories, symlinks, bytes, diffId, entryRules.Setuid);

    /// <returns>The entry's path in the root filesystem, or null where it was not laid out.</returns>
    private string? Lay(TarEntry entry)
    {
        var path = entryRules.Add(entry);
        Count(entry);
        if (path is not null && entry.IsFile)
        {
            sizeRules.Add(path, entry.UnpackedBytes);
        }

        return path;
    }

    private void Count(TarEntry entry)
    {
        files += entry.IsFile ? 1 : 0;
        directories += entry.Type == TarEntryType.Directory ? 1 : 0;
        symlinks += entry.Type == TarEntryType.Symlink ? 1 : 0;
        bytes += entry.IsFile ? entry.UnpackedBytes : 0;
    }
}

using OpenLinux.Archives.Tar;
using OpenLinux.Oci.Naming;

namespace OpenLinux.Rootfs.Vetting;

/// <summary>One pass over an archive: every entry judged, every file looked into.</summary>
internal sealed class InspectionWalk(ArchiveIndex index, FindingCollector findings, InspectionPolicy policy, KnownOrigins origins)
{
    private readonly EntryRules entryRules = new(index, policy, findings);
    private readonly SizeRules sizeRules = new(policy, findings, origins);
    private readonly FileScan scan = new(policy, findings, origins);
    private int files;
    private int directories;
    private int symlinks;
    private long bytes;

    public IReadOnlyList<FolderMention> Folders => scan.Folders;

    /// <returns>The layer's diff_id.</returns>
    public OciDigest ReadAll(TarReader tar)
    {
        while (tar.Next() is { } entry)
        {
            var path = entryRules.Add(entry);
            Count(entry);
            if (path is not null && entry.IsFile)
            {
                sizeRules.Add(path, entry.UnpackedBytes);
                scan.Scan(path, tar);
            }
        }

        sizeRules.Check();
        return tar.TakeDigest().ToOci();
    }

    public InspectionSummary Summary(OciDigest? diffId) => new(files, directories, symlinks, bytes, diffId, entryRules.Setuid);

    private void Count(TarEntry entry)
    {
        files += entry.IsFile ? 1 : 0;
        directories += entry.Type == TarEntryType.Directory ? 1 : 0;
        symlinks += entry.Type == TarEntryType.Symlink ? 1 : 0;
        bytes += entry.IsFile ? entry.UnpackedBytes : 0;
    }
}

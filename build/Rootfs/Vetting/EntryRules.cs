using OpenLinux.Archives;
using OpenLinux.Archives.Tar;

namespace OpenLinux.Rootfs.Vetting;

/// <summary>Judges each entry as it comes and adds it to the index, the way an extractor would lay it out.</summary>
internal sealed class EntryRules(ArchiveIndex index, InspectionPolicy policy, FindingCollector findings)
{
    private const string EscapeFix = "pack it anew with paths relative to the root and without \"..\", as in: tar -C ROOT -c .";

    /// <summary>NAME_MAX of limits.h.</summary>
    private const int LongestName = 255;

    /// <summary>PATH_MAX of limits.h, without the null byte that it counts.</summary>
    private const int LongestPath = 4095;

    private readonly ModeRules modeRules = new(policy, findings);

    public IReadOnlyList<string> Setuid => modeRules.Setuid;

    /// <returns>The entry's path in the root filesystem, or null where it was not laid out.</returns>
    public string? Add(TarEntry entry)
    {
        if (entry.Path.StartsWith('/'))
        {
            findings.Error(ArchiveErrors.PathEscapes, entry.Path, "its path in the tarball is absolute", EscapeFix);
        }

        if (Names(entry.Path) is not { } names)
        {
            findings.Error(ArchiveErrors.PathEscapes, entry.Path, "its path holds \"..\"", EscapeFix);
            return null;
        }

        if (names.Length == 0)
        {
            AddRoot(entry);
            return null;
        }

        var path = "/" + string.Join('/', names);
        if (!CheckForm(path, names, entry))
        {
            return null;
        }

        var parent = ParentOf(path, names);
        if (parent is null || NodeOf(path, names.Length - 1, entry) is not { } node)
        {
            return null;
        }

        CheckName(path, names);
        modeRules.Check(path, entry, node);
        CheckDuplicate(path, index.Put(parent, names[^1], node), node);
        return path;
    }

    private void AddRoot(TarEntry entry)
    {
        if (entry.Type != TarEntryType.Directory)
        {
            findings.Error(
                ArchiveErrors.TarballCorrupt, "/", "an entry makes the root itself something other than a directory",
                "pack it anew: tar -C ROOT -c .");
            return;
        }

        index.Root.Mode = entry.Mode;
        modeRules.Check("/", entry, index.Root);
    }

    /// <returns>Whether there is a system that can lay it out.</returns>
    private bool CheckForm(string path, string[] names, TarEntry entry)
    {
        if (!Enum.IsDefined(entry.Type))
        {
            findings.Error(
                ArchiveErrors.TarballCorrupt, path, $"its type is '{(char)entry.Type}', which Docker does not unpack and others take for a file",
                "pack it anew with files, directories and links alone");
            return false;
        }

        if (TarNames.ByteCount(path) > LongestPath || TarNames.ByteCount(entry.LinkTarget) > LongestPath
            || Array.Exists(names, name => TarNames.ByteCount(name) > LongestName))
        {
            findings.Error(
                ArchiveErrors.LimitExceeded, path,
                $"Linux takes names of {LongestName} bytes, and of {LongestPath} with the folders before them or as a link's target (NAME_MAX, PATH_MAX)",
                "shorten it");
            return false;
        }

        return true;
    }

    /// <returns>The parts of a path; null where one of them is "..".</returns>
    private static string[]? Names(string path)
    {
        var names = Array.FindAll(path.Split('/'), name => name is not ("" or "."));
        return Array.IndexOf(names, "..") < 0 ? names : null;
    }

    private ArchiveNode? ParentOf(string path, string[] names)
    {
        var parent = index.MakeDirectories(names.AsSpan(0, names.Length - 1));
        if (parent.LeavesRoot)
        {
            findings.Error(
                ArchiveErrors.PathEscapes, path, "it would be written through a symlink that leads out of the root", EscapeFix);
            return null;
        }

        if (parent.Node is not { IsDirectory: true } directory)
        {
            findings.Error(
                ArchiveErrors.TarballCorrupt, path, "it lies below a path that the tarball makes something other than a directory",
                "pack it anew: extraction of this tarball fails");
            return null;
        }

        return directory;
    }

    private ArchiveNode? NodeOf(string path, int depth, TarEntry entry)
    {
        switch (entry.Type)
        {
            case TarEntryType.HardLink:
                return HardLink(path, entry.LinkTarget);
            case TarEntryType.Symlink when ClimbsOut(depth, entry.LinkTarget):
                findings.Error(
                    ArchiveErrors.PathEscapes, path, $"it is a symlink to {entry.LinkTarget}, which climbs above the root",
                    "make the link absolute, or drop the excess \"..\"");
                return null;
            case TarEntryType.CharacterDevice or TarEntryType.BlockDevice or TarEntryType.Fifo:
                findings.Break(
                    VettingRule.DeviceNodes, path, $"it is a {KindOf(entry.Type)}",
                    "leave it out: the container's /dev is made when it starts");
                return new ArchiveNode(entry.Type, entry.Mode);
            default:
                return new ArchiveNode(entry.IsFile ? TarEntryType.File : entry.Type, entry.Mode, entry.LinkTarget);
        }
    }

    private ArchiveNode? HardLink(string path, string target)
    {
        if (target.StartsWith('/') || Names(target) is not { } names)
        {
            findings.Error(ArchiveErrors.PathEscapes, path, $"it is a hard link to {target}, outside the root", EscapeFix);
            return null;
        }

        var found = index.Resolve(string.Join('/', names), followLast: false);
        if (found.LeavesRoot)
        {
            findings.Error(
                ArchiveErrors.PathEscapes, path, $"it is a hard link to {target}, through a symlink that leads out of the root", EscapeFix);
            return null;
        }

        if (found.Node is null or { IsDirectory: true })
        {
            findings.Error(
                ArchiveErrors.HardLinkDangles, path, $"it is a hard link to /{string.Join('/', names)}",
                "pack it anew, so that the file comes before its links");
            return null;
        }

        return found.Node;
    }

    /// <summary>Docker refuses such a link, since it leads elsewhere when the archive is extracted outside a chroot.</summary>
    private static bool ClimbsOut(int depth, string target)
    {
        if (target.StartsWith('/'))
        {
            return false;
        }

        foreach (var name in target.Split('/'))
        {
            depth += name switch { "" or "." => 0, ".." => -1, _ => 1 };
            if (depth < 0)
            {
                return true;
            }
        }

        return false;
    }

    private void CheckName(string path, string[] names)
    {
        if (Array.Exists(names, name => name.StartsWith(".wh.", StringComparison.Ordinal)))
        {
            findings.Error(
                RootfsErrors.ReservedName, path, "in an image layer a name that starts with \".wh.\" deletes another file", "rename it");
        }
    }

    private void CheckDuplicate(string path, ArchiveNode? earlier, ArchiveNode node)
    {
        if (earlier is not null && !ReferenceEquals(earlier, node) && !(earlier.IsDirectory && node.IsDirectory && earlier.Mode == node.Mode))
        {
            findings.Break(
                VettingRule.Duplicates, path, "a later entry replaces an earlier one",
                "pack it anew with each path once; the last one counts");
        }
    }

    private static string KindOf(TarEntryType type) => type switch
    {
        TarEntryType.CharacterDevice => "character device",
        TarEntryType.BlockDevice => "block device",
        _ => "named pipe",
    };
}

using OpenLinux.Archives.Tar;
using OpenLinux.Common.Files;
using OpenLinux.Common.Text;

namespace OpenLinux.Rootfs.Vetting;

/// <summary>Judges who may write to a path, and with whose rights it runs.</summary>
internal sealed class ModeRules(InspectionPolicy policy, FindingCollector findings)
{
    private const int SpecialBits = 0b110_000_000_000;
    private const int Sticky = 0b001_000_000_000;
    private const int OthersWrite = 0b000_000_010;

    /// <summary>So many are listed, which bounds the memory they take.</summary>
    private const int Listed = 1000;

    private readonly List<string> setuid = [];

    /// <summary>Absolute paths of setuid and setgid files.</summary>
    public IReadOnlyList<string> Setuid => setuid;

    /// <param name="node">What the entry leaves at the path; for a hard link the file it links.</param>
    public void Check(string path, TarEntry entry, ArchiveNode node)
    {
        if (entry.Type == TarEntryType.HardLink && node.IsFile)
        {
            // Docker gives the file the mode that stands with its last link (moby, pkg/archive, handleLChmod), tar the first.
            node.Mode |= entry.Mode & (SpecialBits | OthersWrite);
        }

        if (node.IsFile && (node.Mode & SpecialBits) != 0)
        {
            CheckSetuid(path, $"its mode is {FileModes.Text(node.Mode)}: it runs with its owner's or group's rights", "chmod ug-s");
        }

        if (entry.HasCapabilities && !node.IsDirectory)
        {
            CheckSetuid(path, "it has file capabilities (security.capability): it runs with rights of its own", "setcap -r");
        }

        if (node.IsFile || node.IsDirectory)
        {
            CheckOthers(path, node);
        }
    }

    private void CheckSetuid(string path, string cause, string fix)
    {
        if (setuid.Count < Listed)
        {
            setuid.Add(PrintableText.Of(path));
        }

        if (!policy.Vetting.Setuid.Contains(path))
        {
            findings.Break(
                VettingRule.Setuid, path, cause, $"{fix}, or list it in allowed.setuid of config/vetting.toml");
        }
    }

    private void CheckOthers(string path, ArchiveNode node)
    {
        if ((node.Mode & OthersWrite) == 0)
        {
            return;
        }

        if (!policy.Vetting.WorldWritable.Contains(path))
        {
            findings.Break(
                VettingRule.WorldWritable, path, $"its mode is {FileModes.Text(node.Mode)}",
                "chmod o-w, or list it in allowed.world_writable of config/vetting.toml");
        }
        else if (!node.IsDirectory || (node.Mode & Sticky) == 0)
        {
            findings.Break(
                VettingRule.WorldWritable, path, $"its mode is {FileModes.Text(node.Mode)}, without the sticky bit anyone may remove another's files",
                "chmod +t");
        }
    }
}

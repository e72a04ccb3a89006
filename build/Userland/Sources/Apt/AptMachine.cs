using OpenLinux.Common.Text;

namespace OpenLinux.Userland.Sources.Apt;

/// <summary>What a machine says of itself to apt.</summary>
/// <param name="AptFolder">"/etc/apt".</param>
/// <param name="OsRelease">"/etc/os-release".</param>
public sealed record AptMachine(string AptFolder, string OsRelease)
{
    public static AptMachine Default { get; } = new("/etc/apt", "/etc/os-release");

    /// <summary>"debian", "ubuntu", …; empty where the machine does not say.</summary>
    public string Distribution() => Release("ID");

    /// <summary>"bookworm", "noble", …; empty where the machine does not say.</summary>
    public string Codename() => Release("VERSION_CODENAME");

    public IEnumerable<AptEntry> Entries()
    {
        var main = Path.Combine(AptFolder, "sources.list");
        var parts = Path.Combine(AptFolder, "sources.list.d");
        var files = Directory.Exists(parts) ? Directory.GetFiles(parts) : [];
        Array.Sort(files, StringComparer.Ordinal);
        foreach (var file in File.Exists(main) ? [main, .. files] : files)
        {
            var entries = Path.GetExtension(file) switch
            {
                ".list" => AptEntryReader.ReadList(File.ReadAllText(file)),
                ".sources" => AptEntryReader.ReadDeb822(File.ReadAllText(file)),
                _ => [],
            };
            foreach (var entry in entries)
            {
                yield return entry;
            }
        }
    }

    private string Release(string name) =>
        File.Exists(OsRelease) ? OsReleaseFormat.Read(File.ReadAllText(OsRelease)).GetValueOrDefault(name, "") : "";
}

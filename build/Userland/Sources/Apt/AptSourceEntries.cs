using System.Text;

namespace OpenLinux.Userland.Sources.Apt;

/// <summary>
/// Derives entries for source packages from the machine's own: the distribution's archive at the addresses that the machine
/// already uses and trusts, its release and, on Debian, the newer ones, whose archives hold newer upstream versions.
/// </summary>
public static class AptSourceEntries
{
    private static readonly string[] DebianReleases = ["bullseye", "bookworm", "trixie", "forky", "sid"];
    private static readonly string[] MovingReleases = ["oldstable", "stable", "testing", "unstable"];

    /// <returns>A deb822 sources file; empty where the machine has no entry of its distribution's archive.</returns>
    public static string Derive(AptMachine machine)
    {
        var distribution = machine.Distribution();
        var codename = machine.Codename();
        var file = new StringBuilder();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in machine.Entries())
        {
            var suites = SuitesOf(entry, distribution, codename);
            foreach (var uri in suites.Length > 0 ? entry.Uris : [])
            {
                if (IsArchive(uri, entry.SignedBy, distribution) && seen.Add(uri.TrimEnd('/')))
                {
                    Append(file, uri, suites, entry);
                }
            }
        }

        return file.ToString();
    }

    private static string[] SuitesOf(AptEntry entry, string distribution, string codename)
    {
        if (!entry.Components.Contains("main") || codename.Length == 0)
        {
            return [];
        }

        if (distribution != "debian")
        {
            return entry.Suites.Contains(codename) ? [codename] : [];
        }

        var isRelease = entry.Suites.Any(suite => DebianReleases.Contains(suite) || MovingReleases.Contains(suite));
        var oldest = Math.Max(0, Array.IndexOf(DebianReleases, codename));
        return isRelease ? DebianReleases[oldest..] : [];
    }

    /// <summary>Other vendors name their suites after the distribution's; what marks its own archive is the path's end or the key.</summary>
    private static bool IsArchive(string uri, string? signedBy, string distribution) =>
        Uri.TryCreate(uri, UriKind.Absolute, out var address)
        && address.Scheme is "http" or "https"
        && (address.AbsolutePath.TrimEnd('/').EndsWith("/" + distribution, StringComparison.Ordinal)
            || signedBy?.Contains($"{distribution}-archive", StringComparison.Ordinal) == true);

    private static void Append(StringBuilder file, string uri, IReadOnlyList<string> suites, AptEntry entry)
    {
        file.Append("Types: deb-src\n");
        file.Append("URIs: ").Append(uri).Append('\n');
        file.Append("Suites: ").AppendJoin(' ', suites).Append('\n');
        file.Append("Components: main\n");
        if (entry.SignedBy is { } key)
        {
            file.Append("Signed-By: ").Append(key).Append('\n');
        }

        if (entry.Trusted is { } trusted)
        {
            file.Append("Trusted: ").Append(trusted).Append('\n');
        }

        file.Append('\n');
    }
}

namespace OpenLinux.Machine;

/// <summary>Which system this is, by os-release(5).</summary>
/// <param name="Id">Lower-case, e.g. <c>debian</c>; <c>linux</c> where the file does not say.</param>
/// <param name="Like">The systems it descends from, closest first (<c>ID_LIKE</c>).</param>
/// <param name="Name">For people (<c>PRETTY_NAME</c>).</param>
public sealed record OperatingSystemRelease(string Id, IReadOnlyList<string> Like, string Version, string Name)
{
    private static readonly string[] Places = ["/etc/os-release", "/usr/lib/os-release"];

    public static OperatingSystemRelease Of(MachineFacts machine)
    {
        if (machine.Family != OperatingSystemFamily.Linux)
        {
            var id = machine.Family == OperatingSystemFamily.MacOS ? "macos" : "windows";
            return new OperatingSystemRelease(id, [], Environment.OSVersion.Version.ToString(), System.Runtime.InteropServices.RuntimeInformation.OSDescription);
        }

        foreach (var place in Places)
        {
            if (machine.FileExists(place))
            {
                return Parse(File.ReadAllText(machine.PathOf(place)));
            }
        }

        return Parse("");
    }

    /// <summary>Reads the shell-like assignments; comments and lines that are none are passed over, as os-release(5) asks.</summary>
    public static OperatingSystemRelease Parse(string text)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n'))
        {
            var assignment = line.Trim();
            var equals = assignment.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && assignment[0] != '#')
            {
                fields[assignment[..equals]] = Unquote(assignment[(equals + 1)..]);
            }
        }

        var id = fields.GetValueOrDefault("ID", "linux");
        return new OperatingSystemRelease(
            id,
            fields.GetValueOrDefault("ID_LIKE", "").Split(' ', StringSplitOptions.RemoveEmptyEntries),
            fields.GetValueOrDefault("VERSION_ID", ""),
            fields.GetValueOrDefault("PRETTY_NAME", id));
    }

    public bool Descends(string id) => Id == id || Like.Contains(id);

    private static string Unquote(string value)
    {
        if (value.Length >= 2 && value[0] is '"' or '\'' && value[^1] == value[0])
        {
            value = value[1..^1];
        }

        var plain = new System.Text.StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '\\' && i + 1 < value.Length)
            {
                i++;
            }

            plain.Append(value[i]);
        }

        return plain.ToString();
    }
}

using OpenLinux.Common.Text;

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

    public static OperatingSystemRelease Parse(string text)
    {
        var fields = OsReleaseFormat.Read(text);
        var id = fields.GetValueOrDefault("ID", "linux");
        return new OperatingSystemRelease(
            id,
            fields.GetValueOrDefault("ID_LIKE", "").Split(' ', StringSplitOptions.RemoveEmptyEntries),
            fields.GetValueOrDefault("VERSION_ID", ""),
            fields.GetValueOrDefault("PRETTY_NAME", id));
    }

    public bool Descends(string id) => Id == id || Like.Contains(id);
}

public enum OperatingSystemFamily
{
    Linux,
    MacOS,
    Windows,
}

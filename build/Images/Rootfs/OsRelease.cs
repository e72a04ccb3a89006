using System.Text;

namespace OpenLinux.Images.Rootfs;

/// <summary><c>/etc/os-release</c>, as os-release(5) defines it; a function of the version alone.</summary>
public static class OsRelease
{
    public const string Path = "etc/os-release";

    public static byte[] For(string version) => Encoding.UTF8.GetBytes(
        $"""
        NAME="OpenLinux"
        ID=openlinux
        VERSION={Quote(version)}
        VERSION_ID={Quote(VersionId(version))}
        PRETTY_NAME={Quote($"OpenLinux {version}")}

        """.ReplaceLineEndings("\n"));

    /// <summary>os-release(5) allows lower-case letters, digits, ".", "_" and "-" in VERSION_ID.</summary>
    private static string VersionId(string version) => string.Create(version.Length, version, static (id, text) =>
    {
        for (var index = 0; index < text.Length; index++)
        {
            var letter = char.ToLowerInvariant(text[index]);
            id[index] = char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '.' or '_' or '-' ? letter : '-';
        }
    });

    /// <summary>The file is sourced by shells: what they expand inside double quotes is escaped.</summary>
    private static string Quote(string value)
    {
        var quoted = new StringBuilder("\"");
        foreach (var letter in value)
        {
            if (letter is '"' or '$' or '`' or '\\')
            {
                quoted.Append('\\');
            }

            quoted.Append(letter);
        }

        return quoted.Append('"').ToString();
    }
}

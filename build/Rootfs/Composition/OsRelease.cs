using System.Text;
using OpenLinux.Common.Text;

namespace OpenLinux.Rootfs.Composition;

/// <summary><c>/etc/os-release</c>, as os-release(5) defines it; a function of the version alone.</summary>
public static class OsRelease
{
    public const string Path = "etc/os-release";

    public static byte[] For(string version) => Encoding.UTF8.GetBytes(
        $"""
        NAME="OpenLinux"
        ID=openlinux
        VERSION={OsReleaseFormat.Quoted(version)}
        VERSION_ID={OsReleaseFormat.Quoted(VersionId(version))}
        PRETTY_NAME={OsReleaseFormat.Quoted($"OpenLinux {version}")}

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
}

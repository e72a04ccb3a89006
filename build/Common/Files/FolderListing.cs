using System.Text;
using OpenLinux.Common.Errors;
using OpenLinux.Common.Text;

namespace OpenLinux.Common.Files;

/// <summary>
/// What stands in a folder, or at a link. .NET gives each byte that is not UTF-8 as U+FFFD: such a name leads nowhere, or to another
/// file. REAPI's names are UTF-8 as well, so that they are refused.
/// </summary>
public static class FolderListing
{
    private const char Replacement = '\uFFFD';

    /// <returns>The entries' paths, in no order.</returns>
    /// <exception cref="BuildException">A name is not UTF-8 (<c>OL323</c>).</exception>
    public static IReadOnlyList<string> Of(string folder)
    {
        var paths = Directory.GetFileSystemEntries(folder);
        foreach (var path in paths)
        {
            Check(folder, path.AsSpan(folder.Length));
        }

        return paths;
    }

    /// <summary>Looks at a folder's names as they are where one of them may not be what .NET says.</summary>
    /// <exception cref="BuildException">One of them is not UTF-8 (<c>OL323</c>).</exception>
    public static void Check(string folder, ReadOnlySpan<char> name)
    {
        if (OperatingSystem.IsLinux() && name.Contains(Replacement))
        {
            RefuseIfMangled(folder, LinuxNames.In(folder), "it stands in a folder that the build reads");
        }
    }

    /// <returns>A link's text.</returns>
    /// <exception cref="BuildException">It is not UTF-8 (<c>OL323</c>).</exception>
    public static string LinkText(string path)
    {
        var text = new FileInfo(path).LinkTarget ?? "";
        if (OperatingSystem.IsLinux() && text.Contains(Replacement, StringComparison.Ordinal))
        {
            RefuseIfMangled("", [LinuxNames.OfLink(path)], $"the symbolic link {path} leads there");
        }

        return text;
    }

    private static void RefuseIfMangled(string folder, IEnumerable<byte[]> names, string cause)
    {
        foreach (var name in names)
        {
            if (!System.Text.Unicode.Utf8.IsValid(name))
            {
                throw new BuildException(
                    CommonErrors.NameNotUtf8,
                    PrintableText.Of(Path.Combine(folder, Escaped(name))),
                    $"{cause}; a name that is not UTF-8 can neither be kept in the cache nor told apart from others.",
                    "rename it, or have the step that makes it write another name");
            }
        }
    }

    /// <summary>As PEP 383 has it, which people are shown as "\xe9".</summary>
    private static string Escaped(ReadOnlySpan<byte> name)
    {
        var text = new StringBuilder();
        while (!name.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(name, out var rune, out var length) == System.Buffers.OperationStatus.Done)
            {
                text.Append(rune);
            }
            else
            {
                length = 1;
                text.Append((char)(PrintableText.EscapedByte + name[0]));
            }

            name = name[length..];
        }

        return text.ToString();
    }
}

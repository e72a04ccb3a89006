using OpenLinux.Common.Files;

namespace OpenLinux.Engine.Content;

public static class FileDigesterExtensions
{
    /// <summary>Whether there is a file of that content at that path. One of another size is not read.</summary>
    public static bool Holds(this IFileDigester digester, string path, Digest content)
    {
        try
        {
            return FileStatus.Of(path)?.Size == content.SizeBytes && digester.DigestOf(path) == content;
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }
}

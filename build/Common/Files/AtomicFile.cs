using System.Text;

namespace OpenLinux.Common.Files;

/// <summary>Writes files whole or not at all: beside their place first (<see cref="Drafts"/>), then by renaming.</summary>
public static class AtomicFile
{
    /// <returns>False where the file already had this content.</returns>
    public static bool WriteIfChanged(string path, ReadOnlyMemory<byte> content)
    {
        var file = new FileInfo(path);
        if (file.Exists && file.Length == content.Length && content.Span.SequenceEqual(File.ReadAllBytes(path)))
        {
            return false;
        }

        Write(path, content);
        return true;
    }

    public static bool WriteIfChanged(string path, string text) => WriteIfChanged(path, Encoding.UTF8.GetBytes(text));

    public static void Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    public static void Write(string path, ReadOnlyMemory<byte> content) => Write(path, file => file.Write(content.Span));

    /// <summary>Makes the folder where there is none.</summary>
    /// <param name="write">May close the stream.</param>
    public static void Write(string path, Action<FileStream> write)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var draft = Drafts.Beside(path);
        try
        {
            using (var file = new FileStream(draft, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                write(file);
            }

            File.Move(draft, path, overwrite: true);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }
}

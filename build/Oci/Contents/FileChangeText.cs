using System.Globalization;
using OpenLinux.Common.Files;
using OpenLinux.Common.Text;

namespace OpenLinux.Oci.Contents;

/// <summary>Changes in words.</summary>
public static class FileChangeText
{
    /// <returns>"content, mode 0644 -> 0755", or whether it is only in one of them.</returns>
    public static string Describe(this FileChange change)
    {
        if (change is not { Old: { } old, New: { } @new })
        {
            return change.IsAdded ? "added" : "removed";
        }

        List<string> words = [];
        Add(FileFields.Type, $"{Name(old.Kind)} -> {Name(@new.Kind)}");
        Add(FileFields.Content, "content");
        Add(FileFields.Link, $"link {old.LinkTarget} -> {@new.LinkTarget}");
        Add(FileFields.Mode, $"mode {FileModes.Text(old.Mode)} -> {FileModes.Text(@new.Mode)}");
        Add(FileFields.Owner, $"owner {old.Uid}:{old.Gid} -> {@new.Uid}:{@new.Gid}");
        Add(FileFields.ModificationTime, $"mtime {Time(old.Modified)} -> {Time(@new.Modified)}");
        return string.Join(", ", words);

        void Add(FileFields field, string word)
        {
            if (change.Fields.HasFlag(field))
            {
                words.Add(word);
            }
        }
    }

    /// <returns>The type's letter as find(1) prints it, and the mode: "f 0755".</returns>
    public static string Permissions(this ImageFile file)
    {
        var letter = file.Kind switch
        {
            ImageFileKind.File => 'f',
            ImageFileKind.Directory => 'd',
            ImageFileKind.Symlink => 'l',
            ImageFileKind.CharacterDevice => 'c',
            ImageFileKind.BlockDevice => 'b',
            _ => 'p',
        };
        return $"{letter} {FileModes.Text(file.Mode)}";
    }

    /// <summary>RFC 3339; as a number where that has no such year.</summary>
    public static string Time(long? seconds) => seconds switch
    {
        null => "none",
        >= -62135596800 and <= 253402300799 => Rfc3339.Text(DateTimeOffset.FromUnixTimeSeconds(seconds.Value)),
        _ => seconds.Value.ToString(CultureInfo.InvariantCulture),
    };

    private static string Name(ImageFileKind kind) => kind switch
    {
        ImageFileKind.CharacterDevice => "character device",
        ImageFileKind.BlockDevice => "block device",
        ImageFileKind.Fifo => "named pipe",
        _ => kind.ToString().ToLowerInvariant(),
    };
}

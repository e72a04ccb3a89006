namespace OpenLinux.Rootfs.Vetting;

/// <summary>The folders that the programs of a root filesystem name, each with the first program that does.</summary>
internal sealed class FolderMentions
{
    private readonly Dictionary<string, FolderMention> mentions = new(StringComparer.Ordinal);

    /// <summary>In ordinal order.</summary>
    public IReadOnlyList<FolderMention> ToList() => [.. mentions.Values.OrderBy(mention => mention.Folder, StringComparer.Ordinal)];

    /// <param name="path">The program.</param>
    /// <param name="folders">Those that it names, each with its offset in bytes.</param>
    public void Add(string path, IReadOnlyList<(string Folder, long Offset)> folders)
    {
        foreach (var (folder, offset) in folders)
        {
            mentions[folder] = mentions.TryGetValue(folder, out var earlier)
                ? earlier with { Others = earlier.Others + 1 }
                : new FolderMention(folder, path, offset, Others: 0);
        }
    }
}

/// <summary>That programs name paths below a folder.</summary>
/// <param name="Folder">Its full path, on whatever machine.</param>
/// <param name="Path">The first program that does, absolute in the root filesystem.</param>
/// <param name="Offset">Where in it, in bytes.</param>
/// <param name="Others">How many more programs do.</param>
public sealed record FolderMention(string Folder, string Path, long Offset, int Others);

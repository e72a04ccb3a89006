using OpenLinux.Archives.Tar;
using OpenLinux.Engine.Content;

namespace OpenLinux.Archives.Pieces;

/// <summary>
/// Consecutive bytes of a tar, which are compressed on their own and kept: some whole entries, or a part of one large file. Where they are cut
/// depends on the entries about the cut alone, so that a file which comes or goes moves the cuts near it and no others.
/// </summary>
/// <param name="First">The first entry.</param>
/// <param name="Count">How many.</param>
/// <param name="DataStart">Where in a large file's content it begins; without the header then.</param>
/// <param name="DataLength">How much of a large file's content it has; null for whole entries.</param>
internal readonly record struct TarPiece(int First, int Count, long DataStart, int? DataLength)
{
    /// <summary>After the least, one name in so many begins a piece.</summary>
    private const uint OneIn = 8;

    public static List<TarPiece> Of(IReadOnlyList<KeyValuePair<string, TreeNode>> entries, PieceSize piece)
    {
        var pieces = new List<TarPiece>();
        var first = 0;
        long size = 0;
        for (var index = 0; index < entries.Count; index++)
        {
            var (path, node) = entries[index];
            var content = node is FileNode file ? file.Content.SizeBytes : 0;
            var whole = TarHeaderBlock.Size + content + TarHeaderBlock.Padding(content);
            if (index > first && (size + whole > piece.Most || (size >= piece.Least && Hash(path) % OneIn == 0)))
            {
                pieces.Add(new TarPiece(first, index - first, 0, null));
                first = index;
                size = 0;
            }

            size += whole;
            if (content > piece.Most)
            {
                Cut(pieces, index, content, piece.Most);
                first = index + 1;
                size = 0;
            }
        }

        if (first < entries.Count)
        {
            pieces.Add(new TarPiece(first, entries.Count - first, 0, null));
        }

        return pieces;
    }

    private static void Cut(List<TarPiece> pieces, int index, long content, int most)
    {
        for (long start = 0; start < content; start += most)
        {
            pieces.Add(new TarPiece(index, 1, start, (int)Math.Min(most, content - start)));
        }
    }

    /// <summary>FNV-1a, 32 bits, of UTF-16: part of what decides on the bytes.</summary>
    private static uint Hash(string path)
    {
        var hash = 2166136261u;
        foreach (var character in path)
        {
            hash = (hash ^ character) * 16777619u;
        }

        return hash ^ (hash >> 15);
    }
}

namespace OpenLinux.Archives.Pieces;

/// <summary>How much of a tar a piece has, in bytes.</summary>
/// <param name="Least">Entries together have at least so many, about; the last ones may have fewer.</param>
/// <param name="Most">And at most so many, about: headers of long names come on top. A file that is larger is cut, every so many bytes.</param>
internal sealed record PieceSize(int Least, int Most)
{
    public static readonly PieceSize Small = new(512 * 1024, 1024 * 1024);

    public static readonly PieceSize Large = new(4 * 1024 * 1024, 8 * 1024 * 1024);
}

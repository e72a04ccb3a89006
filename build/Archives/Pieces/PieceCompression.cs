namespace OpenLinux.Archives.Pieces;

/// <summary>How the pieces of a tar are compressed, each by itself, so that one stands behind the other as they are.</summary>
internal abstract class PieceCompression
{
    /// <summary>All that decides on a piece's bytes beside its own: the key of what is kept has it.</summary>
    public abstract string Name { get; }

    public abstract PieceSize Size { get; }

    /// <summary>Bytes that stand before a piece in the same file, and that it may refer to.</summary>
    public virtual int Window => 0;

    /// <summary>Bytes behind a piece that an encoder may read.</summary>
    public virtual int Slack => 0;

    /// <summary>More threads would take more memory than they are worth.</summary>
    public virtual int MostParallel => int.MaxValue;

    /// <summary>What stands before the first piece.</summary>
    public virtual ReadOnlySpan<byte> Header => [];

    /// <returns>How much room a piece of so many bytes may take.</returns>
    public abstract int Bound(int length);

    public abstract IPieceEncoder NewEncoder();

    /// <summary>The end of the tar, compressed, and what stands behind it.</summary>
    /// <param name="crc">CRC-32 of the tar before its end.</param>
    /// <param name="length">Bytes of the tar before its end.</param>
    public abstract byte[] End(uint crc, long length);
}

/// <summary>Compresses one piece after the other. Not for two threads at a time.</summary>
internal interface IPieceEncoder : IDisposable
{
    /// <param name="buffer">What is before the piece, the piece, and the compression's slack.</param>
    /// <param name="before">How many bytes are before it.</param>
    /// <param name="length">Of the piece.</param>
    /// <param name="output">Has the room that the compression asks for.</param>
    /// <returns>How many bytes were written.</returns>
    int Encode(ReadOnlySpan<byte> buffer, int before, int length, Span<byte> output);
}

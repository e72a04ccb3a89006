namespace OpenLinux.Archives.Tar;

/// <summary>A sparse file as it is once unpacked: its data, with zeros for its holes (GNU tar manual, "Storing Sparse Files").</summary>
internal sealed class SparseFile
{
    /// <summary>So many are kept in memory.</summary>
    public const int MaximumExtents = 1 << 16;

    private readonly IReadOnlyList<SparseExtent> extents;
    private readonly long size;
    private int current;
    private long position;

    /// <param name="size">In bytes, with the holes.</param>
    /// <param name="stored">How many bytes of data follow.</param>
    /// <exception cref="ArchiveException">The extents do not describe a file.</exception>
    public SparseFile(IReadOnlyList<SparseExtent> extents, long size, long stored, string path)
    {
        this.extents = extents;
        this.size = size;
        var end = 0L;
        var data = 0L;
        foreach (var extent in extents)
        {
            if (extent.Offset < end || extent.Length < 0 || extent.Length > size - extent.Offset)
            {
                throw ArchiveException.Corrupt($"the sparse map of {path} is malformed");
            }

            end = extent.Offset + extent.Length;
            data += extent.Length;
        }

        if (data != stored)
        {
            throw ArchiveException.Corrupt($"the sparse map of {path} tells of {data} bytes of data, there are {stored}");
        }
    }

    /// <param name="data">Reads on in the data that the archive holds, as this does.</param>
    /// <returns>How many bytes; 0 at the end.</returns>
    public int Read(byte[] buffer, int start, int count, Func<byte[], int, int, int> data)
    {
        while (current < extents.Count && position >= extents[current].Offset + extents[current].Length)
        {
            current++;
        }

        var next = current < extents.Count ? extents[current] : new SparseExtent(size, 0);
        var read = position < next.Offset
            ? Zeros(buffer, start, (int)Math.Min(count, next.Offset - position))
            : data(buffer, start, (int)Math.Min(count, next.Offset + next.Length - position));
        position += read;
        return read;
    }

    private static int Zeros(byte[] buffer, int start, int count)
    {
        Array.Clear(buffer, start, count);
        return count;
    }
}

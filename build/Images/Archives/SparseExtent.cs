namespace OpenLinux.Images.Archives;

/// <summary>Data between the holes of a sparse file.</summary>
/// <param name="Offset">Where it lies in the file, in bytes.</param>
/// <param name="Length">In bytes.</param>
internal readonly record struct SparseExtent(long Offset, long Length);

namespace OpenLinux.Images.Elf;

/// <summary>A table of headers inside an ELF file.</summary>
/// <param name="Offset">From the start of the file, in bytes.</param>
/// <param name="EntrySize">In bytes.</param>
internal readonly record struct ElfTable(ulong Offset, int EntrySize, int Count)
{
    /// <summary>In bytes.</summary>
    public ulong Length => (ulong)EntrySize * (ulong)Count;
}

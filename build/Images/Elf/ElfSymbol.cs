namespace OpenLinux.Images.Elf;

/// <param name="IsFile">Whether it names the source file of the local symbols that follow (STT_FILE).</param>
internal readonly record struct ElfSymbol(string Name, ulong Value, bool IsFile);

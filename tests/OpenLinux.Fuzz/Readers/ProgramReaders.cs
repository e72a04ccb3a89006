using OpenLinux.Rootfs.Elf;
using OpenLinux.Rootfs.Stripping;
using OpenLinux.Rootfs.Units;
using OpenLinux.Userland.Origins;

namespace OpenLinux.Fuzz.Readers;

internal static class ProgramReaders
{
    /// <summary>Less than any table is long, so that entries are cut.</summary>
    private const int Chunk = 100;

    public static void Elf(byte[] input)
    {
        var head = input.AsSpan(0, Math.Min(input.Length, ElfReader.HeadSize));
        ElfHeader.IsMalformed(head);
        if (ElfReader.TryBegin(head) is { } reader)
        {
            for (var at = 0; at < input.Length; at += Chunk)
            {
                reader.Feed(input.AsSpan(at, Math.Min(Chunk, input.Length - at)), (ulong)at);
            }

            reader.Finish();
        }

        SymbolFacts.Read(new MemoryStream(input));
    }

    public static void Strip(byte[] input)
    {
        var (program, debugFile) = SymbolParting.Part(input, "program.debug");
        ElfFile.Parse(program);
        ElfFile.Parse(debugFile);
        FuzzedReaderFault.ThrowUnless(program.Length + debugFile.Length < (16 * input.Length) + (1 << 20), "what was stripped grew");
    }

    public static void Units(byte[] input)
    {
        var units = CompilationUnits.Read(input);
        FuzzedReaderFault.ThrowUnless(units.All(unit => unit.SizeBytes > 0), "a unit of no size");
    }

    /// <summary>An object file, or an archive of such: by its debug information, and beside one that differs in a byte.</summary>
    public static void Object(byte[] input)
    {
        var other = input.ToArray();
        if (other.Length > 0)
        {
            other[^1] ^= 1;
        }

        ContentDifference.Of(input, other);
        foreach (var _ in DebugPaths.In(input))
        {
        }
    }
}

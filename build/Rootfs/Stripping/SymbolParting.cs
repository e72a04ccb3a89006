using System.IO.Hashing;
using System.Text;

namespace OpenLinux.Rootfs.Stripping;

/// <summary>
/// Parts a program from its symbols as <c>objcopy --only-keep-debug</c>, <c>strip --strip-all</c> and <c>objcopy --add-gnu-debuglink</c> do
/// (GDB manual, "Separate Debug Files").
/// </summary>
internal static class SymbolParting
{
    private const string Link = ".gnu_debuglink";

    /// <param name="debugFile">The name by which debuggers look for the debug file.</param>
    /// <exception cref="InvalidDataException">No ELF file, or a damaged one.</exception>
    public static (byte[] Program, byte[] DebugFile) Part(byte[] program, string debugFile)
    {
        var file = ElfFile.Parse(program);

        // Of what is loaded, the debug file has the places and sizes, and the notes, whose build ID says to which program it belongs.
        var debug = file.WithoutLoaded([.. file.Sections.Select(section => section with
        {
            IsEmptied = section.IsLoaded && section.Type is not (ElfSection.Note or ElfSection.NoBits),
        })]);
        var link = new ElfSection(Link, ElfSection.ProgramBits, Alignment: 4) { Added = LinkTo(debugFile, debug, file.Words) };
        return (file.With([.. file.Sections.Where(section => section.IsLoaded || file.HasSegment(section)), link]), debug);
    }

    /// <summary>The file's name, a zero, zeros up to a multiple of four, and the file's CRC-32.</summary>
    private static byte[] LinkTo(string name, byte[] debug, ElfWords words)
    {
        var text = Encoding.UTF8.GetBytes(name + '\0');
        var content = new byte[((text.Length + 3) / 4 * 4) + sizeof(uint)];
        text.CopyTo(content, 0);
        words.Write32(content.AsSpan(content.Length - sizeof(uint)), Crc32.HashToUInt32(debug));
        return content;
    }
}

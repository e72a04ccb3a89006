using System.Text;

namespace OpenLinux.Bench.Trees;

/// <summary>Content that compresses as such files do: sources, prose, programs, and what is compressed already.</summary>
internal sealed class FileContents(Draw draw)
{
    private const int WordCount = 4096;
    private readonly string[] words = [.. Enumerable.Range(0, WordCount).Select(_ => Word(draw))];

    /// <returns>Exactly <paramref name="size"/> bytes of C.</returns>
    public byte[] Source(int size) => Fill(size, text =>
        text.Append(CFunctions.Make(draw, $"{Common()}_{Common()}{text.Length}").Text).Append('\n'));

    /// <returns>As many bytes of sentences.</returns>
    public byte[] Prose(int size) => Fill(size, text =>
    {
        for (var word = draw.Between(4, 14); word > 0; word--)
        {
            text.Append(Common()).Append(word == 1 ? draw.Below(6) == 0 ? ".\n\n" : ".\n" : " ");
        }
    });

    /// <returns>As many bytes that nothing makes shorter, with the beginning of a gzip file (RFC 1952).</returns>
    public byte[] Compressed(int size)
    {
        var bytes = new byte[size];
        draw.Fill(bytes);
        new byte[] { 0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255 }.AsSpan(0, Math.Min(10, size)).CopyTo(bytes);
        return bytes;
    }

    /// <returns>As many bytes of a static, position-independent ELF program for x86_64 (System V ABI, "Object Files"): machine code and names.</returns>
    public byte[] Program(int size)
    {
        var bytes = new byte[Math.Max(size, ElfImage.HeaderSize)];
        var at = ElfImage.HeaderSize;
        var code = at + ((bytes.Length - at) * 7 / 10);
        while (at < code)
        {
            at += Instruction(bytes.AsSpan(at));
        }

        Fill(bytes.Length - at, text => text.Append(Common()).Append('_').Append(Common()).Append('\0')).CopyTo(bytes, at);
        ElfImage.WriteHeader(bytes);
        return bytes;
    }

    /// <summary>The kinds that compilers emit most, with registers and displacements of small variety.</summary>
    private int Instruction(Span<byte> to)
    {
        Span<byte> instruction = stackalloc byte[8];
        var length = draw.Below(8) switch
        {
            0 => Put(instruction, 0x48, 0x89, (byte)(0xC0 | draw.Below(64))),
            1 => Put(instruction, 0x48, 0x8B, (byte)(0x40 | draw.Below(8)), (byte)(draw.Below(16) * 8)),
            2 => Put(instruction, 0xE8, (byte)draw.Next(), (byte)draw.Next(), (byte)draw.Below(2), 0),
            3 => Put(instruction, 0x0F, 0x84, (byte)draw.Next(), 0, 0, 0),
            4 => Put(instruction, 0x31, (byte)(0xC0 | (draw.Below(8) * 9))),
            5 => Put(instruction, 0x48, 0x8D, 0x05, (byte)draw.Next(), (byte)draw.Next(), (byte)draw.Below(4), 0),
            6 => Put(instruction, (byte)(0x50 | draw.Below(16))),
            _ => Put(instruction, 0x83, (byte)(0xC0 | draw.Below(8)), (byte)draw.Below(32)),
        };
        length = Math.Min(length, to.Length);
        instruction[..length].CopyTo(to);
        return length;
    }

    private static int Put(Span<byte> to, params ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(to);
        return bytes.Length;
    }

    /// <summary>As in language, few words are most of a text.</summary>
    private string Common() => words[Math.Min(draw.Below(WordCount), Math.Min(draw.Below(WordCount), draw.Below(WordCount)))];

    private static byte[] Fill(int size, Action<StringBuilder> write)
    {
        var text = new StringBuilder(size + 4096);
        while (text.Length < size)
        {
            write(text);
        }

        return Encoding.ASCII.GetBytes(text.ToString(0, size));
    }

    private static string Word(Draw draw)
    {
        const string Consonants = "bcdfghklmnprstvw", Vowels = "aeiou";
        var word = new StringBuilder();
        for (var syllable = draw.Between(1, 4); syllable > 0; syllable--)
        {
            word.Append(Consonants[draw.Below(Consonants.Length)]).Append(Vowels[draw.Below(Vowels.Length)]);
        }

        return word.ToString();
    }
}

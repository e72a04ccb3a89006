namespace OpenLinux.Archives;

/// <summary>What a file's first bytes say it is, for people who passed the wrong one.</summary>
internal static class SignatureName
{
    private const int TarMagicOffset = 257;

    public static string Of(ReadOnlySpan<byte> head) => head switch
    {
        [0x28, 0xb5, 0x2f, 0xfd, ..] => "zstd",
        [0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', ..] => "xz",
        [(byte)'B', (byte)'Z', (byte)'h', ..] => "bzip2",
        [(byte)'P', (byte)'K', ..] => "zip",
        [0x7f, (byte)'E', (byte)'L', (byte)'F', ..] => "an ELF program",
        [(byte)'<', ..] => "HTML or XML",
        _ when head.Length > TarMagicOffset + 5 && head.Slice(TarMagicOffset, 5).SequenceEqual("ustar"u8) => "an uncompressed tar",
        _ => $"\"{Printable(head[..Math.Min(head.Length, 8)])}\"",
    };

    private static string Printable(ReadOnlySpan<byte> head)
    {
        var text = new System.Text.StringBuilder();
        foreach (var octet in head)
        {
            text.Append(octet is >= 0x20 and < 0x7f ? ((char)octet).ToString() : $"\\x{octet:x2}");
        }

        return text.ToString();
    }
}

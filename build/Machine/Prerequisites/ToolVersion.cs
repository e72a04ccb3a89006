namespace OpenLinux.Machine.Prerequisites;

/// <summary>Reads the version out of what <c>--version</c> prints, whatever stands around it.</summary>
public static class ToolVersion
{
    /// <returns>The first dotted number ("Debian clang version 14.0.6" → 14.0.6), or null.</returns>
    public static Version? Find(ReadOnlySpan<char> text)
    {
        for (var start = 0; start < text.Length; start++)
        {
            if (!char.IsAsciiDigit(text[start]))
            {
                continue;
            }

            var end = start;
            var numbers = 1;
            while (end < text.Length && (char.IsAsciiDigit(text[end]) || (text[end] == '.' && numbers < 4 && IsDigitAt(text, end + 1))))
            {
                numbers += text[end] == '.' ? 1 : 0;
                end++;
            }

            if (numbers > 1 && Version.TryParse(text[start..end], out var version))
            {
                return version;
            }

            start = end;
        }

        return null;
    }

    private static bool IsDigitAt(ReadOnlySpan<char> text, int index) => index < text.Length && char.IsAsciiDigit(text[index]);
}

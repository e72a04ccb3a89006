namespace OpenLinux.Host.Progress;

/// <summary>A line that a running action printed, as far as people want to see it go by.</summary>
internal static class SaidLine
{
    private static readonly string[] Sources = [".c", ".S", ".s", ".cc", ".cpp", ".cxx"];

    /// <summary>Where a makefile prints a compiler's command, what counts is which file it is at: the rest is the same for each.</summary>
    public static string Of(string line)
    {
        if (!line.Contains(" -c ", StringComparison.Ordinal))
        {
            return line;
        }

        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return Array.FindLast(words, word => !word.StartsWith('-') && Sources.Any(source => word.EndsWith(source, StringComparison.Ordinal))) ?? line;
    }
}

using OpenLinux.Userland.Reading;

namespace OpenLinux.Userland.Fronts;

/// <summary>What a text may do that a list of headers does not tell. A compile in doubt is not kept.</summary>
internal static class UnitDoubts
{
    /// <summary>A directive's name is never pasted.</summary>
    private static readonly ulong Embedding = SourceWords.HashOf("embed");

    /// <summary>They name macros by strings.</summary>
    private static readonly ulong[] ByString = [SourceWords.HashOf("push_macro"), SourceWords.HashOf("pop_macro")];

    private static readonly ulong[] Clock = [.. SpecialNames.OfClock.Select(name => SourceWords.HashOf(name))];

    public static bool HidesMacros(UnitWords words) => words.AreDoubtful || ByString.Any(words.Contains);

    /// <param name="scan">Of all that was read, and of the command line.</param>
    /// <returns>Why the inputs do not tell all that it made depends on; null where they do.</returns>
    public static string? Of(UnitWords words, SourceScan scan) =>
        Clock.Any(words.Contains) || scan.MayPaste(SpecialNames.OfClock) ? "the time could be in it"
        : words.Contains(Embedding) ? "a file could be in it"
        : scan.Unfollowable is not null || scan.MayPaste(SpecialNames.OfQuestions) ? "it may ask for files whose names cannot be told"
        : null;
}

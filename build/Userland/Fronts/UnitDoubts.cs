using OpenLinux.Userland.Reading;

namespace OpenLinux.Userland.Fronts;

/// <summary>What a text may do that a list of headers does not tell. A compile in doubt is not kept.</summary>
internal static class UnitDoubts
{
    /// <summary>The clock, and what is read without being a header.</summary>
    private static readonly string[] Unkeepable = ["__DATE__", "__TIME__", "__TIMESTAMP__"];

    /// <summary>A directive's name is never pasted.</summary>
    private static readonly ulong Embedding = SourceWords.HashOf("embed");

    /// <summary>They name macros by strings.</summary>
    private static readonly string[] ByString = ["push_macro", "pop_macro"];

    public static bool HidesMacros(UnitWords words) => words.AreDoubtful || ByString.Any(words.CanName);

    /// <returns>Whether what it made depends on more than its inputs.</returns>
    public static bool IsUnkeepable(UnitWords words) => words.Contains(Embedding) || Unkeepable.Any(words.CanName);

    /// <param name="scans">Of all that was read, and of the command line.</param>
    public static bool ReadsUnnamed(IReadOnlyCollection<SourceScan> scans)
    {
        var traits = scans.Aggregate(SourceTraits.None, (all, scan) => all | scan.Traits);
        return scans.Any(scan => scan.Unfollowable is not null)
            || traits.HasFlag(SourceTraits.MayAssemble)
            || traits.HasFlag(SourceTraits.PastesAssembly | SourceTraits.HeadOfAssembly | SourceTraits.TailOfAssembly)
            || traits.HasFlag(SourceTraits.PastesQuestion | SourceTraits.PartOfQuestion);
    }
}

namespace OpenLinux.Engine.Storage;

/// <summary>A kind of what the cache holds.</summary>
/// <param name="Name">For people.</param>
/// <param name="Folder">Below the cache's own.</param>
/// <param name="IsEvicted">Whether an entry may go when there is no room: a build makes it again.</param>
public sealed record CacheKind(string Name, string Folder, bool IsEvicted)
{
    public static readonly CacheKind Blobs = new("blobs", "cas", IsEvicted: true);

    public static readonly CacheKind Results = new("results", "ac", IsEvicted: true);

    public static readonly CacheKind History = new("history", "history", IsEvicted: true);

    /// <summary>An entry is a tree, whole.</summary>
    public static readonly CacheKind Trees = new("trees", "trees", IsEvicted: false);

    public static readonly CacheKind Programs = new("programs", "programs", IsEvicted: false);

    /// <summary>All, in the order in which they are shown. Trees are evicted as well, in a way of their own (<see cref="TreeArea"/>).</summary>
    public static readonly IReadOnlyList<CacheKind> All =
    [
        Blobs,
        Results,
        Trees,
        History,
        Programs,
        new("archives by hand", "sources", IsEvicted: false),
        new("partial downloads", "partial", IsEvicted: false),
        new("package lists", "apt", IsEvicted: false),
        new("at work", "tmp", IsEvicted: false),
    ];
}

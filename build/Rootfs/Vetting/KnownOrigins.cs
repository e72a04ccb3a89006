using OpenLinux.Common.Files;
using OpenLinux.Engine.Content;
using OpenLinux.Rootfs.Elf;

namespace OpenLinux.Rootfs.Vetting;

/// <summary><see cref="RootfsOrigins"/>, with the debug files read.</summary>
internal sealed class KnownOrigins
{
    public const string DebugSuffix = ".debug";

    private readonly RootfsOrigins origins;
    private readonly Dictionary<string, SymbolFacts> symbols = new(StringComparer.Ordinal);

    private KnownOrigins(RootfsOrigins origins) => this.origins = origins;

    public static KnownOrigins None { get; } = new(RootfsOrigins.Unknown);

    /// <summary>Without the debug files.</summary>
    public static KnownOrigins OwnersOf(RootfsOrigins origins) => new(origins);

    public static async Task<KnownOrigins> ReadAsync(RootfsOrigins origins, IContentStore store, CancellationToken cancellation)
    {
        var known = new KnownOrigins(origins);
        using var folder = new TemporaryFolder();
        var copy = folder.PathOf("debug");
        foreach (var (path, node) in origins.DebugFiles.Nodes)
        {
            await store.RequireToAsync(((FileNode)node).Content, copy, FileNode.Regular, cancellation);
            await using var file = new FileStream(copy, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
            if (SymbolFacts.Read(file) is { } facts)
            {
                known.symbols.Add(path[..^DebugSuffix.Length], facts);
            }
        }

        return known;
    }

    /// <summary>Whether nothing is known of any path.</summary>
    public bool AreUnknown => origins.Owners.Count == 0;

    /// <summary>Whether any path comes from the component.</summary>
    public bool Know(string component) => origins.Owners.Values.Contains(component, StringComparer.Ordinal);

    /// <param name="path">Absolute in the root filesystem.</param>
    public string? OwnerOf(string path) => origins.Owners.GetValueOrDefault(path.TrimStart('/'));

    /// <returns>What the program's debug file tells, or null where there is none.</returns>
    public SymbolFacts? SymbolsOf(string path) => symbols.GetValueOrDefault(path.TrimStart('/'));
}

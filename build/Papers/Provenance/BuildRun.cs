using OpenLinux.Engine.Content;
using OpenLinux.Engine.Provenance;

namespace OpenLinux.Papers.Provenance;

/// <summary>What is known late of a build: of which commit it is, who made it and what was asked for.</summary>
/// <param name="Commit">The commit's forty hexadecimal digits; null outside a repository.</param>
/// <param name="IsDirty">Whether the work tree differs from that commit.</param>
/// <param name="Created">The commit's time, or what <c>SOURCE_DATE_EPOCH</c> says; never the clock.</param>
/// <param name="Repository">A URL where the commit can be had; null where the configuration names none.</param>
/// <param name="Builder">A URI for the machine or service that built.</param>
/// <param name="SourceDateEpoch">The environment variable, where it is set; seconds since 1970-01-01 UTC.</param>
/// <param name="Overrides">Configuration keys that the command line set and the tarball depends on, by their full names, in ordinal order.</param>
/// <param name="Epoch">The time that every file of the root filesystem bears; seconds since 1970-01-01 UTC.</param>
public sealed record BuildRun(
    string? Commit,
    bool IsDirty,
    DateTimeOffset Created,
    string? Repository,
    string Builder,
    long? SourceDateEpoch,
    IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> Overrides,
    long Epoch,
    IReadOnlyList<ToolUsed> Tools);

/// <summary>Something that provenance is about, known by its digest.</summary>
/// <param name="MediaType">Null where its name tells enough.</param>
public sealed record ProvenanceSubject(string Name, Digest Content, string? MediaType = null);

/// <summary>A program of the building machine that made some of the files, or a pinned toolchain as a whole.</summary>
/// <param name="Version">What it says of itself; may be empty.</param>
/// <param name="Binary">The program; of a pinned toolchain the root of its Merkle tree.</param>
/// <param name="Archives">What a pinned toolchain is to be had from on this system; it is the same from any of them.</param>
public sealed record ToolUsed(string Name, string Version, Digest Binary, IReadOnlyList<SourceMaterial> Archives);

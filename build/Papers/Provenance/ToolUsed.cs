using OpenLinux.Engine.Content;

namespace OpenLinux.Papers.Provenance;

/// <summary>A program of the building machine that made some of the files.</summary>
/// <param name="Version">What it says of itself; may be empty.</param>
public sealed record ToolUsed(string Name, string Version, Digest Binary);

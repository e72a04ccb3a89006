using OpenLinux.Configuration.Keys;

namespace OpenLinux.Configuration;

/// <summary>What the papers beside an image say that no build can know by itself.</summary>
/// <param name="Builder">A URI for who builds and vouches for the provenance (SLSA's <c>builder.id</c>).</param>
public sealed record PapersConfiguration(string Builder)
{
    /// <summary>Some machine, which vouches for nothing.</summary>
    public static PapersConfiguration Default { get; } = new("urn:openlinux:builder:local");

    public static KeyTable<PapersConfiguration> Keys { get; } = new KeyTable<PapersConfiguration>()
        .Add(
            Key.Text("papers.builder", "who builds, as the provenance names it: a URI", "\"https://ci.example.org/openlinux\"", TextRules.Uri),
            (papers, builder) => papers with { Builder = builder });
}

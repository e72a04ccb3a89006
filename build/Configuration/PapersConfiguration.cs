namespace OpenLinux.Configuration;

/// <summary>What the papers beside an image say that no build can know by itself.</summary>
/// <param name="Builder">A URI for who builds and vouches for the provenance (SLSA's <c>builder.id</c>).</param>
public sealed record PapersConfiguration(string Builder)
{
    /// <summary>Some machine, which vouches for nothing.</summary>
    public const string DefaultBuilder = "urn:openlinux:builder:local";
}

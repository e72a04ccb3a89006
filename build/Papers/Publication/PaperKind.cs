using OpenLinux.Papers.Bom;

namespace OpenLinux.Papers.Publication;

/// <summary>A kind of paper.</summary>
/// <param name="Suffix">What its files end with.</param>
/// <param name="MediaType">Its media type, and its artifact type where it is attached to an image (OCI 1.1 referrers).</param>
public sealed record PaperKind(string Suffix, string MediaType)
{
    /// <summary>SPDX 3.0.1; the media type is registered with IANA.</summary>
    public static readonly PaperKind Spdx = new(".spdx.json", "application/spdx+json");

    /// <summary>CycloneDX 1.6; the media type is registered with IANA.</summary>
    public static readonly PaperKind CycloneDx = new(".cdx.json", "application/vnd.cyclonedx+json");

    /// <summary>SLSA v1 provenance in an in-toto Statement, not signed (attestation/spec/v1/bundle.md has the media type).</summary>
    public static readonly PaperKind Provenance = new(".provenance.json", "application/vnd.in-toto+json");

    /// <summary>The same of the OCI image: what is attached to an image must name its manifest.</summary>
    public static readonly PaperKind ImageProvenance = new("-oci.provenance.json", Provenance.MediaType);

    public static readonly PaperKind BuildRecord = new(".build-record.json", "application/vnd.openlinux.build-record.v1+json");

    public string FileNameOf(Product product) => product.FullName + Suffix;
}

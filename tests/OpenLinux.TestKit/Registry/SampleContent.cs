using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OpenLinux.Engine.Content;
using OpenLinux.Oci;
using OpenLinux.Oci.Naming;
using OpenLinux.Registry.Content;

namespace OpenLinux.TestKit.Registry;

/// <summary>Images of random bytes, as valid as any.</summary>
internal static class SampleContent
{
    /// <summary>An image with one layer of each size, in bytes.</summary>
    public static PushedManifest Image(params int[] layers)
    {
        var config = Blob.OfBytes(Encoding.UTF8.GetBytes($$"""{"architecture":"amd64","os":"linux","created":"{{Guid.NewGuid()}}"}"""));
        Blob[] blobs = [.. layers.Select(size => Blob.OfBytes(RandomNumberGenerator.GetBytes(size)))];
        return PushedManifest.OfImage(
            new OciDocument(MediaTypes.Manifest, Encoding.UTF8.GetBytes($$"""
                {
                  "schemaVersion": 2,
                  "mediaType": "{{MediaTypes.Manifest}}",
                  "config": {{Descriptor("application/vnd.oci.image.config.v1+json", config)}},
                  "layers": [{{string.Join(',', blobs.Select(blob => Descriptor("application/vnd.oci.image.layer.v1.tar", blob)))}}]
                }
                """)),
            [config, .. blobs]);
    }

    public static PushedManifest Index(params PushedManifest[] images) => PushedManifest.OfIndex(
        new OciDocument(MediaTypes.Index, Encoding.UTF8.GetBytes($$"""
            {
              "schemaVersion": 2,
              "mediaType": "{{MediaTypes.Index}}",
              "manifests": [{{string.Join(',', images.Select(image => Descriptor(image.Document.MediaType, image.Digest.ToOci().ToString(), image.Digest.SizeBytes)))}}]
            }
            """)),
        images);

    /// <summary>A document attached to a manifest (OCI Image Specification, "Guidelines for Artifact Usage").</summary>
    public static PushedManifest Paper(PushedManifest subject, string artifactType, string? title = null)
    {
        var empty = Blob.OfBytes("{}"u8.ToArray());
        var document = Blob.OfBytes(Encoding.UTF8.GetBytes($$"""{"of":"{{subject.Digest.ToOci()}}","type":"{{artifactType}}"}"""));
        var annotations = title is null ? "" : $$""", "annotations": {"org.opencontainers.image.title": {{JsonSerializer.Serialize(title)}}}""";
        return PushedManifest.OfImage(
            new OciDocument(MediaTypes.Manifest, Encoding.UTF8.GetBytes($$"""
                {
                  "schemaVersion": 2,
                  "mediaType": "{{MediaTypes.Manifest}}",
                  "artifactType": "{{artifactType}}",
                  "config": {{Descriptor("application/vnd.oci.empty.v1+json", empty)}},
                  "layers": [{{Descriptor(artifactType, document)}}],
                  "subject": {{Descriptor(subject.Document.MediaType, subject.Digest.ToOci().ToString(), subject.Digest.SizeBytes)}}{{annotations}}
                }
                """)),
            [empty, document]);
    }

    private static string Descriptor(string mediaType, Blob blob) => Descriptor(mediaType, blob.Digest.ToOci().ToString(), blob.Digest.SizeBytes);

    private static string Descriptor(string mediaType, string digest, long size) =>
        $$"""{"mediaType": "{{mediaType}}", "digest": "{{digest}}", "size": {{size}}}""";
}

namespace OpenLinux.Registry.Content;

/// <summary>The media types of manifests (OCI Image Specification, "OCI Image Media Types").</summary>
public static class OciMediaTypes
{
    public const string ImageManifest = "application/vnd.oci.image.manifest.v1+json";

    public const string ImageIndex = "application/vnd.oci.image.index.v1+json";
}

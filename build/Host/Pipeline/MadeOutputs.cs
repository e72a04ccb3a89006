using OpenLinux.Oci.Naming;
using OpenLinux.Papers.Publication;

namespace OpenLinux.Host.Pipeline;

/// <summary>What a run made for one architecture, or found made; null where nothing asked for it or it failed.</summary>
/// <param name="ImagePapers">Those of the OCI image, the tarball's among them.</param>
/// <param name="ImageId">In the daemon.</param>
internal sealed record MadeOutputs(
    string Architecture, PackedRootfs? Rootfs, WrittenPapers? Papers, IReadOnlyList<Paper> ImagePapers, string? Report, OciOutput? Oci, OciDigest? ImageId)
{
    public IReadOnlyList<Paper> AllPapers =>
        [.. (Papers is { } papers ? new[] { papers.Spdx, papers.CycloneDx, papers.Provenance, papers.BuildRecord } : []).Concat(ImagePapers).Distinct()];
}

/// <summary>Steps that are over.</summary>
internal static class Completed
{
    /// <returns>What it gave; null where it was not taken, is not done or failed.</returns>
    public static T? Of<T>(Lazy<Task<T>> step)
        where T : class => step is { IsValueCreated: true, Value.IsCompletedSuccessfully: true } ? step.Value.Result : null;
}

using OpenLinux.Common.Errors;
using OpenLinux.Common.Processes;
using OpenLinux.Common.Reporting;
using OpenLinux.Engine.Content;
using OpenLinux.Oci;
using OpenLinux.Oci.Naming;
using OpenLinux.Registry.Client;
using OpenLinux.Registry.Referrers;

namespace OpenLinux.Registry.Pulling;

/// <summary>Reads what a repository holds (OCI Distribution Specification 1.1, "Pull"). Whatever has a digest is held against it.</summary>
public sealed class RegistryReader : IDisposable
{
    /// <summary>What a reference without tag and digest stands for, as with Docker.</summary>
    private const string DefaultTag = "latest";

    private readonly RegistryConnection connection;
    private readonly RepositoryClient repository;

    private RegistryReader(RegistryConnection connection, ImageReference repository) =>
        (this.connection, this.repository) = (connection, new RepositoryClient(connection, repository));

    /// <param name="repository">Its tag and digest do not count.</param>
    /// <exception cref="BuildException">No registry answers there: a code of <see cref="RegistryErrors"/>.</exception>
    public static async Task<RegistryReader> OpenAsync(
        ImageReference repository, RegistrySettings settings, IProcessLauncher launcher, IReporter reporter, CancellationToken cancellation) => new(
        await RegistryConnection.OpenAsync(repository.Host, [$"repository:{repository.Path}:pull"], settings, launcher, reporter, cancellation), repository);

    /// <param name="image">By its tag or, where it has one, by its digest.</param>
    /// <exception cref="BuildException">There is no such image (<c>OL615</c>), or another one came (<c>OL616</c>).</exception>
    public async Task<OciDocument> ImageAsync(ImageReference image, CancellationToken cancellation)
    {
        var asked = image.Digest?.ToString() ?? image.Tag ?? DefaultTag;
        return await FindAsync(asked, image.Digest, cancellation) ?? throw new BuildException(
            RegistryErrors.ImageUnknown,
            repository.Subject(asked),
            "the registry answers 404 Not Found",
            $"check tag or digest; skopeo list-tags docker://{repository.Name} lists what there is");
    }

    /// <returns>Null where it is gone.</returns>
    /// <exception cref="BuildException">Another one came (<c>OL616</c>).</exception>
    public Task<OciDocument?> ManifestAsync(OciDigest digest, CancellationToken cancellation) => FindAsync(digest.ToString(), digest, cancellation);

    /// <returns>Null where it is gone.</returns>
    /// <exception cref="BuildException">Another one came (<c>OL616</c>).</exception>
    public async Task<byte[]?> BlobAsync(OciDigest digest, CancellationToken cancellation)
    {
        var content = await repository.GetBlobAsync(digest, cancellation);
        return content is null || Digest.Of(content).ToOci() == digest ? content : throw Damaged(digest, content);
    }

    /// <summary>What is attached to a manifest, by the registry's own list or by the one under the subject's tag ("Listing Referrers").</summary>
    /// <exception cref="BuildException">The list is none (<c>OL607</c>).</exception>
    public Task<IReadOnlyList<Referrer>> ReferrersAsync(OciDigest subject, CancellationToken cancellation) =>
        new ReferrersList(repository).ReadAsync(subject, cancellation);

    public void Dispose() => connection.Dispose();

    private async Task<OciDocument?> FindAsync(string asked, OciDigest? digest, CancellationToken cancellation)
    {
        if (await repository.GetManifestAsync(asked, cancellation) is not var (mediaType, content))
        {
            return null;
        }

        var manifest = new OciDocument(mediaType ?? "", content);
        return digest is null || digest == manifest.Descriptor.Digest ? manifest : throw Damaged(digest.Value, content);
    }

    private BuildException Damaged(OciDigest asked, byte[] content) => new(
        RegistryErrors.ContentDamaged,
        repository.Subject(asked.ToString()),
        $"it sends {content.Length} bytes whose digest is {Digest.Of(content).ToOci()}",
        "do not use it; where it is yours, push it again");
}

using OpenLinux.Configuration;
using OpenLinux.Oci;
using OpenLinux.Oci.Naming;

namespace OpenLinux.Host.Stamping;

/// <summary>The images' stamps, and the names that follow from them: by the repository; outside of one, by the configured epoch.</summary>
public sealed class Stamps(BuildConfiguration settings, Lazy<RepositoryState?> repository)
{
    private DateTimeOffset Epoch => DateTimeOffset.FromUnixTimeSeconds(settings.Epoch);

    public BuildStamp Of(ArchitectureConfiguration architecture)
    {
        var state = repository.Value;
        return new BuildStamp(
            settings.Version,
            architecture.Name,
            state?.Commit,
            state?.IsDirty ?? false,
            settings.SourceDateEpoch is not null || state is null ? Epoch : state.CommittedAt);
    }

    /// <summary>What the image is called; the first is what it goes by.</summary>
    public IReadOnlyList<ImageReference> References(ArchitectureConfiguration architecture) => References(Of(architecture));

    /// <exception cref="Common.Errors.BuildException">The configured names cannot be used, whatever the commit: a check that need not wait for the repository.</exception>
    public void RequireReferences(ArchitectureConfiguration architecture) =>
        References(new BuildStamp(settings.Version, architecture.Name, new string('0', 40), IsDirty: false, Epoch));

    /// <summary>What an image for several architectures is called.</summary>
    /// <param name="architecture">One of them.</param>
    public IReadOnlyList<ImageReference> IndexReferences(ArchitectureConfiguration architecture) =>
        TagTemplates.IndexReferences(settings.Image.Repository, settings.Image.Tags, Of(architecture));

    private IReadOnlyList<ImageReference> References(BuildStamp stamp) =>
        TagTemplates.References(settings.Image.Repository, settings.Image.Tags, stamp);
}

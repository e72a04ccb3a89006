using OpenLinux.Configuration;
using OpenLinux.Host.Lifetime;
using OpenLinux.Oci;

namespace OpenLinux.Host.Pipeline;

/// <summary>The image's stamp from the repository; outside of one, from the configured epoch.</summary>
internal static class Stamp
{
    public static BuildStamp Of(BuildContext context, ArchitectureConfiguration architecture)
    {
        var repository = context.Services.Repository;
        var epoch = DateTimeOffset.FromUnixTimeSeconds(context.Settings.Epoch);
        return new BuildStamp(
            context.Settings.Version,
            architecture.Name,
            repository?.Commit,
            repository?.IsDirty ?? false,
            context.Settings.SourceDateEpoch is not null || repository is null ? epoch : repository.CommittedAt);
    }

    /// <summary>As long as any, for checks that must not wait for the repository.</summary>
    public static BuildStamp OfAnyCommit(BuildContext context, ArchitectureConfiguration architecture) =>
        new(context.Settings.Version, architecture.Name, new string('0', 40), IsDirty: false, DateTimeOffset.FromUnixTimeSeconds(context.Settings.Epoch));
}

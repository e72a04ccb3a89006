using System.Globalization;
using OpenLinux.Configuration;
using OpenLinux.Images.Docker;

namespace OpenLinux.Host.Pipeline;

/// <summary>The image's stamp from the repository; outside of one, from the configured epoch.</summary>
internal static class Stamp
{
    private const string EpochVariable = "SOURCE_DATE_EPOCH";

    public static BuildStamp Of(BuildContext context, ArchitectureConfiguration architecture)
    {
        var repository = context.Services.Repository;
        var epoch = DateTimeOffset.FromUnixTimeSeconds(context.Settings.Epoch);
        return new BuildStamp(
            context.Settings.Version,
            architecture.Name,
            repository?.Commit,
            repository?.IsDirty ?? false,
            SourceDateEpoch() is not null || repository is null ? epoch : repository.CommittedAt);
    }

    /// <summary>Seconds since 1970-01-01 UTC, as the configuration reads them; null where the environment does not say.</summary>
    public static long? SourceDateEpoch() =>
        long.TryParse(Environment.GetEnvironmentVariable(EpochVariable), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) ? seconds : null;
}

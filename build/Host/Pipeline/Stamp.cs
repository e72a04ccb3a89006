using System.Globalization;
using OpenLinux.Configuration;
using OpenLinux.Images.Docker;

namespace OpenLinux.Host.Pipeline;

/// <summary>The image's stamp from the repository; outside of one, from the configured epoch.</summary>
internal static class Stamp
{
    private const string SourceDateEpoch = "SOURCE_DATE_EPOCH";

    public static BuildStamp Of(BuildContext context, ArchitectureConfiguration architecture)
    {
        var repository = context.Services.Repository;
        var epoch = DateTimeOffset.FromUnixTimeSeconds(context.Settings.Epoch);
        var asked = long.TryParse(Environment.GetEnvironmentVariable(SourceDateEpoch), NumberStyles.None, CultureInfo.InvariantCulture, out _);
        return new BuildStamp(
            context.Settings.Version,
            architecture.Name,
            repository?.Commit,
            repository?.IsDirty ?? false,
            asked || repository is null ? epoch : repository.CommittedAt);
    }
}

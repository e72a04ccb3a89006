using System.Globalization;

namespace OpenLinux.Docker.Client;

/// <summary>
/// Which builder a client can drive. Until 22 BuildKit's client half is built in and off by default on Linux; from 23 it is the
/// buildx plugin, without which <c>docker build</c> stops unless the classic builder is asked for.
/// </summary>
internal static class BuilderChoice
{
    /// <summary>Tells the client which builder to use.</summary>
    public const string Variable = "DOCKER_BUILDKIT";

    private const int FirstWithoutBuiltin = 23;

    /// <param name="asked">The user's own <c>DOCKER_BUILDKIT</c>, which goes first.</param>
    /// <param name="versionLine">What <c>docker --version</c> prints: "Docker version 20.10.24+dfsg1, build 297e128".</param>
    /// <param name="hasBuildx">Whether <c>docker buildx version</c> succeeds; asked only where it matters.</param>
    public static bool IsBuildKit(string? asked, string versionLine, Func<bool> hasBuildx) => asked switch
    {
        null or "" => MajorVersion(versionLine) is { } major && major < FirstWithoutBuiltin || hasBuildx(),
        _ => asked is not ("0" or "false"),
    };

    /// <summary>BuildKit has <c>SOURCE_DATE_EPOCH</c> predefined since 0.11; the classic builder would warn of an argument that nothing takes.</summary>
    public static IEnumerable<string> EpochArgument(bool isBuildKit, long? epoch) =>
        isBuildKit && epoch is { } seconds ? [string.Create(CultureInfo.InvariantCulture, $"SOURCE_DATE_EPOCH={seconds}")] : [];

    private static int? MajorVersion(string versionLine)
    {
        var text = versionLine.AsSpan(versionLine.AsSpan().IndexOfAnyInRange('0', '9') is var start and >= 0 ? start : versionLine.Length);
        var end = text.IndexOf('.');
        return end > 0 && int.TryParse(text[..end], CultureInfo.InvariantCulture, out var major) ? major : null;
    }
}

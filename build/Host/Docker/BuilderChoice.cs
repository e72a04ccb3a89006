using System.Globalization;

namespace OpenLinux.Host.Docker;

/// <summary>
/// Which builder a client can drive. Until 22 BuildKit's client half is built in and off by default on Linux; from 23 it is the
/// buildx plugin, without which <c>docker build</c> stops unless the classic builder is asked for.
/// </summary>
internal static class BuilderChoice
{
    private const int FirstWithoutBuiltin = 23;

    /// <param name="versionLine">What <c>docker --version</c> prints: "Docker version 20.10.24+dfsg1, build 297e128".</param>
    /// <param name="hasBuildx">Whether <c>docker buildx version</c> succeeds; asked only where it matters.</param>
    /// <returns>The value of <c>DOCKER_BUILDKIT</c>.</returns>
    public static string BuildKitVariable(string versionLine, Func<bool> hasBuildx) =>
        MajorVersion(versionLine) is { } major && major < FirstWithoutBuiltin || hasBuildx() ? "1" : "0";

    private static int? MajorVersion(string versionLine)
    {
        var text = versionLine.AsSpan(versionLine.AsSpan().IndexOfAnyInRange('0', '9') is var start and >= 0 ? start : versionLine.Length);
        var end = text.IndexOf('.');
        return end > 0 && int.TryParse(text[..end], CultureInfo.InvariantCulture, out var major) ? major : null;
    }
}

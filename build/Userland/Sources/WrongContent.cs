namespace OpenLinux.Userland.Sources;

internal static class WrongContent
{
    public static SourcePlaceException Of(string hash) => new($"gives other content, with SHA-256 {hash}", isWrongContent: true);
}

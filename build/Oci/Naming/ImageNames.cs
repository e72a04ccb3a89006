namespace OpenLinux.Oci.Naming;

/// <summary>Names of images with and without Docker's own registry (distribution/reference, normalize.go).</summary>
public static class ImageNames
{
    private const string DefaultRegistry = "docker.io/";
    private const string OfficialImages = "library/";

    private static readonly string[] DefaultRegistries = [DefaultRegistry, "index.docker.io/"];

    /// <summary>As Docker lists it, "busybox:1" ("familiar name").</summary>
    public static string Familiar(string name)
    {
        var path = WithoutDefaultRegistry(name);
        return path.StartsWith(OfficialImages, StringComparison.Ordinal) && !path[OfficialImages.Length..].Contains('/', StringComparison.Ordinal)
            ? path[OfficialImages.Length..]
            : path;
    }

    /// <summary>As containerd stores it, "docker.io/library/busybox:1".</summary>
    public static string Qualified(string name)
    {
        var path = WithoutDefaultRegistry(name);
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? DefaultRegistry + OfficialImages + path
            : path.Length == name.Length && IsRegistry(path[..slash]) ? path
            : DefaultRegistry + path;
    }

    /// <summary>What stands before the first slash is a registry where no part of a path looks like it.</summary>
    private static bool IsRegistry(string text) => text == "localhost" || text.AsSpan().ContainsAny('.', ':');

    private static string WithoutDefaultRegistry(string name)
    {
        var registry = Array.Find(DefaultRegistries, known => name.StartsWith(known, StringComparison.Ordinal));
        return name[(registry?.Length ?? 0)..];
    }
}

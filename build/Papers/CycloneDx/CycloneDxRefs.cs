namespace OpenLinux.Papers.CycloneDx;

/// <summary>The <c>bom-ref</c> of each element.</summary>
internal static class CycloneDxRefs
{
    public const string Product = "rootfs";

    public static string Component(string name) => $"component:{name}";

    public static string File(string path) => $"file:{path}";
}

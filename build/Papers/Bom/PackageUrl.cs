using OpenLinux.Engine.Provenance;

namespace OpenLinux.Papers.Bom;

/// <summary>Package URLs (https://github.com/package-url/purl-spec), all of type "generic": no package manager knows these components.</summary>
internal static class PackageUrl
{
    private const string Type = "pkg:generic/";

    public static string Of(Product product) =>
        $"{Type}{Product.Name}@{Escape(product.Version)}?arch={Escape(product.Architecture)}";

    /// <summary>What stands before a slash in a component's name is its namespace.</summary>
    public static string Of(ComponentEntry entry)
    {
        var name = Type + string.Join('/', entry.Name.Split('/').Select(Escape)) + (entry.Version is null ? "" : $"@{Escape(entry.Version)}");
        return entry.Materials.Count > 0 && entry.Materials[0] is { Algorithm: SourceMaterial.Sha256, Urls: [var url, ..] } archive
            ? $"{name}?checksum=sha256:{archive.Hash}&download_url={Escape(url)}"
            : name;
    }

    /// <summary>The colon "shall not be percent-encoded" (its clause "Character encoding").</summary>
    private static string Escape(string text) => Uri.EscapeDataString(text).Replace("%3A", ":", StringComparison.Ordinal);
}

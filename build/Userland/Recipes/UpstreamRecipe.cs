using OpenLinux.Configuration.Keys;
using OpenLinux.Userland.Sources;

namespace OpenLinux.Userland.Recipes;

/// <summary>A pinned release, built by its own build system.</summary>
/// <param name="ConfigFiles">Files of <c>config/</c> that its build reads, relative to that folder.</param>
public sealed record UpstreamRecipe(
    string Version,
    string Licence,
    SourceArchive Source,
    IReadOnlyList<string>? Depends,
    IReadOnlyList<string> ConfigFiles) : Recipe(Licence, Depends)
{
    /// <summary>Before its keys are bound, some of which every recipe must have.</summary>
    internal static UpstreamRecipe Empty { get; } = new("", "", new SourceArchive("", "", [], null), null, []);

    public static KeyTable<UpstreamRecipe> Keys { get; } = new KeyTable<UpstreamRecipe>()
        .Add(RecipeKeys.Kind, (recipe, _) => recipe)
        .Add(RecipeKeys.Version with { IsRequired = true }, (recipe, version) => recipe with { Version = version })
        .Add(RecipeKeys.Licence with { IsRequired = true }, (recipe, licence) => recipe with { Licence = licence })
        .Add(
            Key.Text("sha256", "the archive's SHA-256", "\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"", TextRules.Sha256)
                with { IsRequired = true },
            (recipe, digest) => recipe with { Source = recipe.Source with { Sha256 = digest } })
        .Add(
            Key.Set("urls", "where the archive is served, best first", "[\"https://example.org/x-1.0.0.tar.gz\"]", TextRules.WebAddress)
                with { IsRequired = true },
            (recipe, urls) => recipe with { Source = recipe.Source with { Name = FileNameOf(urls[0]), Urls = urls } })
        .Add(
            Key.Text("debian", "the Debian source package with the same archive", "\"musl\"", TextRules.ComponentName),
            (recipe, package) => recipe with { Source = recipe.Source with { DebianPackage = package } })
        .Add(RecipeKeys.Depends, (recipe, names) => recipe with { Depends = names })
        .Add(
            Key.Set("config", "files of config/ that its build reads", "[\"busybox.config\"]", TextRules.RelativePath),
            (recipe, files) => recipe with { ConfigFiles = files });

    private static string FileNameOf(string url) => url.Split('?', '#')[0].TrimEnd('/').Split('/')[^1];
}

using OpenLinux.Userland.Sources;

namespace OpenLinux.Userland.Recipes;

/// <summary>A pinned release, built by its own build system.</summary>
/// <param name="ConfigFiles">Files of <c>config/</c> that its build reads, relative to that folder.</param>
public sealed record UpstreamRecipe(
    string Version,
    string Licence,
    SourceArchive Source,
    IReadOnlyList<string>? Depends,
    IReadOnlyList<string> ConfigFiles) : Recipe(Licence, Depends);

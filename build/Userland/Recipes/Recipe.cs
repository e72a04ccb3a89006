using OpenLinux.Configuration.Keys;
using OpenLinux.Userland.Sources.Places;

namespace OpenLinux.Userland.Recipes;

/// <summary>How a component comes about: the content of its <c>recipe.toml</c>, or the defaults without one.</summary>
/// <param name="Licence">An SPDX expression; null where nothing is stated.</param>
/// <param name="Depends">Components it is built against; null for every library listed before it.</param>
public abstract record Recipe(string? Licence, IReadOnlyList<string>? Depends)
{
    /// <summary>Where its sources are, instead of in its folder or in an archive.</summary>
    public ComponentSource? Tree { get; init; }

    /// <summary>What it brings as it is.</summary>
    public IReadOnlyList<BroughtFiles> Brought { get; init; } = [];

    /// <summary>Of a C library: objects of its <c>lib/</c> that a link begins with. Null where it states none.</summary>
    public IReadOnlyList<string>? StartFiles { get; init; }

    /// <summary>And that a link ends with.</summary>
    public IReadOnlyList<string>? EndFiles { get; init; }
}

/// <summary>One configured part of the system.</summary>
/// <param name="Name">As in the configuration: "musl".</param>
/// <param name="Folder">Its folder's full path.</param>
/// <param name="IsLibrary">Whether it stands below <c>src/lib</c>; else below <c>src/bin</c>.</param>
/// <param name="Dependencies">What it is built against, in configuration order: stated by the recipe, or every library listed before it.</param>
public sealed record Component(
    string Name, string Folder, bool IsLibrary, Recipe Recipe, IReadOnlyList<Component> Dependencies)
{
    /// <summary>Its folder relative to the repository: "src/lib/musl".</summary>
    public string SourcePath => $"src/{(IsLibrary ? "lib" : "bin")}/{Name}";

    /// <summary>Folders outside of the checkout whose coming and going decides where the component is.</summary>
    public IReadOnlyList<string> LookedFor { get; init; } = [];

    /// <returns>Where its sources are, for people: <see cref="SourcePath"/>, or the place of the tree that the recipe names.</returns>
    public string ShownPath(string architecture) =>
        Recipe.Tree?.Display.Replace("{arch}", architecture, StringComparison.Ordinal) ?? SourcePath;
}

/// <summary>A pinned release, or a tree elsewhere, built by its own build system.</summary>
/// <param name="Source">Without a name where the recipe names a tree instead.</param>
/// <param name="ConfigFiles">Files of <c>config/</c> that its build reads, relative to that folder.</param>
public sealed record UpstreamRecipe(
    string Version,
    string Licence,
    SourceArchive Source,
    IReadOnlyList<string>? Depends,
    IReadOnlyList<string> ConfigFiles) : Recipe(Licence, Depends)
{
    /// <summary>Files and folders of the machine that its build reads or runs, by absolute paths; their content is in its key.</summary>
    public IReadOnlyList<string> Reads { get; init; } = [];

    /// <summary>Before its keys are bound, some of which every recipe must have.</summary>
    internal static UpstreamRecipe Empty { get; } = new("", "", new SourceArchive("", "", [], null), null, []);

    public static KeyTable<UpstreamRecipe> Keys { get; } = new KeyTable<UpstreamRecipe>()
        .Add(RecipeKeys.Kind, (recipe, _) => recipe)
        .Add(RecipeKeys.Version with { IsRequired = true }, (recipe, version) => recipe with { Version = version })
        .Add(RecipeKeys.Licence with { IsRequired = true }, (recipe, licence) => recipe with { Licence = licence })
        .Add(
            Key.Text("sha256", "the archive's SHA-256", "\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"", TextRules.Sha256),
            (recipe, digest) => recipe with { Source = recipe.Source with { Sha256 = digest } })
        .Add(
            Key.Set("urls", "where the archive is served, best first", "[\"https://example.org/x-1.0.0.tar.gz\"]", TextRules.ArchiveAddress),
            (recipe, urls) => recipe with { Source = recipe.Source with { Name = urls.Count > 0 ? FileNameOf(urls[0]) : "", Urls = urls } })
        .Add(
            Key.Text("debian", "the Debian source package with the same archive", "\"musl\"", TextRules.ComponentName),
            (recipe, package) => recipe with { Source = recipe.Source with { DebianPackage = package, Name = recipe.Source.Name is { Length: > 0 } name ? name : $"{package}.orig.tar" } })
        .AddSource()
        .Add(RecipeKeys.Depends, (recipe, names) => recipe with { Depends = names })
        .Add(
            Key.Set("config", "files of config/ that its build reads", "[\"busybox.config\"]", TextRules.RelativePath),
            (recipe, files) => recipe with { ConfigFiles = files })
        .Add(
            Key.Set("reads", "files and folders of the machine that its build reads or runs; their content counts", "[\"/usr/bin/perl\"]", TextRules.AbsolutePath),
            (recipe, paths) => recipe with { Reads = paths })
        .Add(RecipeKeys.StartFiles, (recipe, names) => recipe with { StartFiles = names })
        .Add(RecipeKeys.EndFiles, (recipe, names) => recipe with { EndFiles = names })
        .Add(BroughtFiles.TablesKey, (recipe, files) => recipe with { Brought = files });

    private static string FileNameOf(string url) => url.Split('?', '#')[0].TrimEnd('/').Split('/')[^1];
}

/// <summary>Files that a package of the machine brought, such as kernel headers.</summary>
/// <param name="Version">Where their version stands; null where nowhere.</param>
public sealed record SystemRecipe(string Licence, IReadOnlyList<SystemFiles> Files, HeaderVersion? Version) : Recipe(Licence, Depends: [])
{
    /// <summary>Before its keys are bound, some of which every recipe must have.</summary>
    internal static SystemRecipe Empty { get; } = new("", [], null);

    public static KeyTable<SystemRecipe> Keys { get; } = new KeyTable<SystemRecipe>()
        .Add(RecipeKeys.Kind, (recipe, _) => recipe)
        .Add(RecipeKeys.Licence with { IsRequired = true }, (recipe, licence) => recipe with { Licence = licence })
        .Add(
            Key.Text(
                "version.header", "the header, in the sysroot, that tells its version", "\"usr/include/linux/version.h\"", TextRules.RelativePath),
            (recipe, header) => recipe with { Version = new HeaderVersion(header, []) })
        .Add(
            Key.Set(
                "version.macros", "the macros in it that make up the version", "[\"LINUX_VERSION_MAJOR\"]", TextRules.EnvironmentName),
            (recipe, macros) => recipe.Version is { } version ? recipe with { Version = version with { Macros = macros } } : recipe)
        .Add(
            Key.Tables("files", "what is taken from the machine", "[[files]]", SystemFiles.Keys, SystemFiles.Empty) with { IsRequired = true },
            (recipe, files) => recipe with { Files = files });
}

/// <summary>One file or folder taken from the machine.</summary>
/// <param name="To">Its path in the sysroot: "usr/include/asm".</param>
/// <param name="From">Absolute paths on the machine, the first that exists counts; "{arch}" stands for the architecture's name.</param>
/// <param name="Native">More of them, right only where the machine is of the wanted architecture.</param>
/// <param name="Kernel">The folder of the pinned toolchain's kernel headers that stands for it where there is one; null for none.</param>
public sealed record SystemFiles(string To, IReadOnlyList<string> From, IReadOnlyList<string> Native, string? Kernel = null)
{
    internal static SystemFiles Empty { get; } = new("", [], []);

    public static KeyTable<SystemFiles> Keys { get; } = new KeyTable<SystemFiles>()
        .Add(
            Key.Text("to", "its path in the sysroot", "\"usr/include/asm\"", TextRules.RelativePath) with { IsRequired = true },
            (files, path) => files with { To = path })
        .Add(
            Key.List("from", "paths on the machine, best first; {arch} is filled in", "[\"/usr/include/linux\"]", TextRules.AbsolutePath) with
            {
                IsRequired = true,
            },
            (files, paths) => files with { From = paths })
        .Add(
            Key.List(
                "native",
                "paths that are right where the machine has the wanted architecture",
                "[\"/usr/include/asm\"]",
                TextRules.AbsolutePath),
            (files, paths) => files with { Native = paths })
        .Add(
            Key.Text("kernel", "the folder of a pinned toolchain's kernel headers that it is, instead", "\"asm\"", TextRules.RelativePath),
            (files, folder) => files with { Kernel = folder });
}

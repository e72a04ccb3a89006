using OpenLinux.Configuration.Keys;

namespace OpenLinux.Userland.Recipes;

/// <summary>The keys of <c>recipe.toml</c>, by kind of recipe.</summary>
public static class RecipeKeys
{
    public const string InTreeKind = "in-tree";
    public const string UpstreamKind = "upstream";
    public const string SystemKind = "system";

    public static IReadOnlyList<string> Kinds { get; } = [InTreeKind, UpstreamKind, SystemKind];

    private static readonly ConfigurationKey Kind = new("kind", ConfigurationType.Text, "how the component is built", "\"in-tree\"")
    {
        Text = new TextRule("in-tree, upstream or system", "^(in-tree|upstream|system)$", kind => Kinds.Contains(kind)),
    };

    private static readonly ConfigurationKey Version = new("version", ConfigurationType.Text, "its version", "\"1.0.0\"")
    {
        Text = TextRules.NotEmpty,
    };

    private static readonly ConfigurationKey Licence = new("licence", ConfigurationType.Text, "its licence as an SPDX expression", "\"MIT\"")
    {
        Text = TextRules.Licence,
    };

    private static readonly ConfigurationKey Depends = new("depends", ConfigurationType.List, "components it is built against", "[\"musl\"]")
    {
        Text = TextRules.ComponentName,
        AllowsDuplicates = false,
    };

    public static KeyTable InTree { get; } = new(
        Kind,
        Version,
        Licence,
        Depends,
        new ConfigurationKey("install", ConfigurationType.Text, "where the program goes in the sysroot", "\"sbin/init\"") { Text = TextRules.RelativePath },
        new ConfigurationKey("cflags", ConfigurationType.List, "compiler flags", "[\"-Wall\"]") { Text = TextRules.Flag },
        new ConfigurationKey("ldflags", ConfigurationType.List, "linker flags", "[\"-static\"]") { Text = TextRules.Flag });

    public static KeyTable Upstream { get; } = new(
        Kind,
        Version with { IsRequired = true },
        Licence with { IsRequired = true },
        new ConfigurationKey("sha256", ConfigurationType.Text, "the archive's SHA-256", "\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"")
        {
            IsRequired = true,
            Text = TextRules.Sha256,
        },
        new ConfigurationKey("urls", ConfigurationType.List, "where the archive is served, best first", "[\"https://example.org/x-1.0.0.tar.gz\"]")
        {
            IsRequired = true,
            Text = TextRules.WebAddress,
            AllowsDuplicates = false,
        },
        new ConfigurationKey("debian", ConfigurationType.Text, "the Debian source package with the same archive", "\"musl\"")
        {
            Text = TextRules.ComponentName,
        },
        Depends,
        new ConfigurationKey("config", ConfigurationType.List, "files of config/ that its build reads", "[\"busybox.config\"]")
        {
            Text = TextRules.RelativePath,
            AllowsDuplicates = false,
        });

    public static KeyTable System { get; } = new(
        Kind,
        Licence with { IsRequired = true },
        new ConfigurationKey("version.header", ConfigurationType.Text, "the header, in the sysroot, that tells its version", "\"usr/include/linux/version.h\"")
        {
            Text = TextRules.RelativePath,
        },
        new ConfigurationKey("version.macros", ConfigurationType.List, "the macros in it that make up the version", "[\"LINUX_VERSION_MAJOR\"]")
        {
            Text = TextRules.EnvironmentName,
            AllowsDuplicates = false,
        },
        new ConfigurationKey("files", ConfigurationType.Tables, "what is taken from the machine", "[[files]]")
        {
            IsRequired = true,
            Elements = new KeyTable(
                new ConfigurationKey("to", ConfigurationType.Text, "its path in the sysroot", "\"usr/include/asm\"")
                {
                    IsRequired = true,
                    Text = TextRules.RelativePath,
                },
                new ConfigurationKey("from", ConfigurationType.List, "paths on the machine, best first; {arch} is filled in", "[\"/usr/include/linux\"]")
                {
                    IsRequired = true,
                    Text = TextRules.AbsolutePath,
                },
                new ConfigurationKey("native", ConfigurationType.List, "paths that are right where the machine has the wanted architecture", "[\"/usr/include/asm\"]")
                {
                    Text = TextRules.AbsolutePath,
                }),
        });

    /// <summary>The keys of a kind; those of the default kind where the kind itself is not known.</summary>
    public static KeyTable Of(string kind) => kind switch
    {
        UpstreamKind => Upstream,
        SystemKind => System,
        _ => InTree,
    };
}

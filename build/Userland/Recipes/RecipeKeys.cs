using OpenLinux.Configuration.Keys;

namespace OpenLinux.Userland.Recipes;

/// <summary>The kinds of <c>recipe.toml</c>, and the keys that several of them have; each recipe declares its own.</summary>
public static class RecipeKeys
{
    public const string InTreeKind = "in-tree";
    public const string UpstreamKind = "upstream";
    public const string SystemKind = "system";

    public static IReadOnlyList<string> Kinds { get; } = [InTreeKind, UpstreamKind, SystemKind];

    /// <summary>Decides which of the recipes it is, and changes nothing in it.</summary>
    internal static ConfigurationKey<string> Kind { get; } = Key.Text(
        "kind",
        "how the component is built",
        "\"in-tree\"",
        new TextRule("in-tree, upstream or system", "^(in-tree|upstream|system)$", kind => Kinds.Contains(kind)));

    internal static ConfigurationKey<string> Version { get; } = Key.Text("version", "its version", "\"1.0.0\"", TextRules.NotEmpty);

    internal static ConfigurationKey<string> Licence { get; } =
        Key.Text("licence", "its licence as an SPDX expression", "\"MIT\"", TextRules.Licence);

    internal static ConfigurationKey<IReadOnlyList<string>> Depends { get; } =
        Key.Set("depends", "components it is built against", "[\"musl\"]", TextRules.ComponentName);

    internal static ConfigurationKey<IReadOnlyList<string>> StartFiles { get; } = Key.Set(
        "start_files",
        "of a C library: the objects of its lib/ that a link begins with; [] where its archive has _start",
        "[\"crt1.o\", \"crti.o\"]",
        TextRules.ObjectName);

    internal static ConfigurationKey<IReadOnlyList<string>> EndFiles { get; } = Key.Set(
        "end_files", "of a C library: the objects of its lib/ that a link ends with", "[\"crtn.o\"]", TextRules.ObjectName);

    /// <summary>The keys of a kind; those of the default kind where the kind itself is not known.</summary>
    public static KeyTable Of(string kind) => kind switch
    {
        UpstreamKind => UpstreamRecipe.Keys,
        SystemKind => SystemRecipe.Keys,
        _ => InTreeRecipe.Keys,
    };
}

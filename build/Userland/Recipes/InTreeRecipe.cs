using OpenLinux.Configuration.Keys;

namespace OpenLinux.Userland.Recipes;

/// <summary>C, C++ and assembly below the component's folder, compiled one by one.</summary>
/// <param name="Install">Where the program goes in the sysroot, e.g. "sbin/init"; null for the default.</param>
/// <param name="CFlags">Compiler flags after the toolchain's and the architecture's.</param>
/// <param name="LdFlags">Linker flags after the toolchain's and the architecture's.</param>
public sealed record InTreeRecipe(
    string? Version,
    string? Licence,
    IReadOnlyList<string>? Depends,
    string? Install,
    IReadOnlyList<string> CFlags,
    IReadOnlyList<string> LdFlags) : Recipe(Licence, Depends)
{
    /// <summary>A folder without a recipe.</summary>
    public static readonly InTreeRecipe Default = new(null, null, null, null, [], []);

    /// <summary>Patterns of what is compiled (<see cref="SourcePattern"/>); null for every <c>*.c</c> below the folder, none for headers alone.</summary>
    public IReadOnlyList<string>? Sources { get; init; }

    /// <summary>Patterns of what is not compiled, whatever <see cref="Sources"/> says.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>Patterns of sources whose objects a library gives one by one, <c>lib/NAME.o</c>, and not in its archive.</summary>
    public IReadOnlyList<string> Objects { get; init; } = [];

    /// <summary>Folders of the sysroot to what a library puts there; null for its <c>include</c> as <c>usr/include</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Headers { get; init; }

    /// <summary>Folders that its compiles search before the sysroot; null for <c>include</c> and the folder itself.</summary>
    public IReadOnlyList<string>? IncludeDirs { get; init; }

    /// <summary>Flags of the toolchain and the architecture that it is built without.</summary>
    public IReadOnlyList<string> Without { get; init; } = [];

    public static KeyTable<InTreeRecipe> Keys { get; } = new KeyTable<InTreeRecipe>()
        .Add(RecipeKeys.Kind, (recipe, _) => recipe)
        .Add(RecipeKeys.Version, (recipe, version) => recipe with { Version = version })
        .Add(RecipeKeys.Licence, (recipe, licence) => recipe with { Licence = licence })
        .Add(RecipeKeys.Depends, (recipe, names) => recipe with { Depends = names })
        .AddSource()
        .Add(
            Key.Set("sources", "what is compiled, below the component's folder", "[\"*/*.c\", \"arch/{arch}/*.{c,s,S}\"]", TextRules.SourcePattern),
            (recipe, patterns) => recipe with { Sources = patterns })
        .Add(
            Key.Set("exclude", "what of it is not", "[\"test/*.c\"]", TextRules.SourcePattern),
            (recipe, patterns) => recipe with { Exclude = patterns })
        .Add(
            Key.Set("objects", "sources whose objects a library gives beside its archive, as lib/NAME.o", "[\"arch/{arch}/crt1.S\"]", TextRules.SourcePattern),
            (recipe, patterns) => recipe with { Objects = patterns })
        .Add(
            Key.Lists(
                "headers",
                "folders of the sysroot, and the folders or headers of the component that go there",
                "{ \"usr/include\" = [\"include\"], \"usr/include/bits\" = [\"arch/{arch}/bits\"] }",
                TextRules.HeaderFolder,
                TextRules.SourceFolder),
            (recipe, headers) => recipe with { Headers = headers })
        .Add(
            Key.Set(
                "include_dirs",
                "folders that its compiles search before the sysroot; {NAME}/… is one of a library that it depends on",
                "[\"private\", \"arch/{arch}\"]",
                TextRules.SourceFolder),
            (recipe, folders) => recipe with { IncludeDirs = folders })
        .Add(
            Key.Text("install", "where the program goes in the sysroot", "\"sbin/init\"", TextRules.RelativePath),
            (recipe, path) => recipe with { Install = path })
        .Add(
            Key.List("cflags", "compiler flags; {arch} and {folder}, the component's, are filled in", "[\"-Wall\"]", TextRules.RecipeFlag),
            (recipe, flags) => recipe with { CFlags = [.. recipe.CFlags, .. flags] })
        .Add(
            Key.List("ldflags", "linker flags; {arch} and {folder}, the component's, are filled in", "[\"-Wl,-T,{folder}/link.ld\"]", TextRules.RecipeFlag),
            (recipe, flags) => recipe with { LdFlags = [.. recipe.LdFlags, .. flags] })
        .Add(
            Key.Set("without", "flags of the toolchain and the architecture that it is built without", "[\"-static-pie\"]", TextRules.Flag),
            (recipe, flags) => recipe with { Without = [.. recipe.Without, .. flags] })
        .Add(RecipeKeys.StartFiles, (recipe, names) => recipe with { StartFiles = names })
        .Add(RecipeKeys.EndFiles, (recipe, names) => recipe with { EndFiles = names })
        .Add(BroughtFiles.TablesKey, (recipe, files) => recipe with { Brought = files });
}

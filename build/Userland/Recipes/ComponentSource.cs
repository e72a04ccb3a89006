using OpenLinux.Configuration.Keys;

namespace OpenLinux.Userland.Recipes;

/// <summary>A source tree that lies elsewhere: a folder of this machine, or a commit. It is read and never written to.</summary>
/// <param name="Path">A folder, relative to the checkout or absolute; null for a commit.</param>
/// <param name="Git">Where git fetches from; null for a folder.</param>
/// <param name="Commit">The whole ID of a commit there.</param>
/// <param name="Folder">The component's within the tree, "." for all of it; <c>{arch}</c> and <c>{name}</c> are not filled in yet.</param>
public sealed record ComponentSource(string? Path, string? Git, string? Commit, string Folder)
{
    internal const string Name = "{name}";

    private static readonly ComponentSource Nowhere = new(null, null, null, ".");

    internal static ConfigurationKey<string> PathKey { get; } =
        Key.Text("source.path", "the folder of a source tree elsewhere, relative to the checkout", "\"../openlinux\"", TextRules.Place);

    internal static ConfigurationKey<string> GitKey { get; } =
        Key.Text("source.git", "or where git fetches it from", "\"https://example.org/openlinux.git\"", TextRules.GitPlace);

    internal static ConfigurationKey<string> CommitKey { get; } =
        Key.Text("source.commit", "the commit", "\"9fceb02d0ae598e95dc970b74767f19372d61af8\"", TextRules.Commit);

    internal static ConfigurationKey<string> FolderKey { get; } =
        Key.Text("source.folder", "the component's folder in the tree; {name} is the component", "\"lib/libc\"", TextRules.SourceFolder);

    /// <summary>As people call it: "../openlinux/lib/libc", or "https://example.org/openlinux.git@9fceb02d/lib/libc".</summary>
    public string Display => Folder == "." ? Origin : $"{Origin}/{Folder}";

    private string Origin => Path?.TrimEnd('/') ?? $"{Git}@{Commit?[..8]}";

    internal ComponentSource For(string component) => this with { Folder = Folder.Replace(Name, component, StringComparison.Ordinal) };

    internal static Recipe WithPath(Recipe recipe, string path) => recipe with { Tree = (recipe.Tree ?? Nowhere) with { Path = path } };

    internal static Recipe WithGit(Recipe recipe, string git) => recipe with { Tree = (recipe.Tree ?? Nowhere) with { Git = git } };

    internal static Recipe WithCommit(Recipe recipe, string commit) => recipe with { Tree = (recipe.Tree ?? Nowhere) with { Commit = commit } };

    internal static Recipe WithFolder(Recipe recipe, string folder) => recipe with { Tree = (recipe.Tree ?? Nowhere) with { Folder = folder } };
}

/// <summary>The keys that say where a component's sources are, for every kind that has some.</summary>
internal static class SourceKeys
{
    public static KeyTable<TRecipe> AddSource<TRecipe>(this KeyTable<TRecipe> keys)
        where TRecipe : Recipe => keys
        .Add(ComponentSource.PathKey, (recipe, path) => (TRecipe)ComponentSource.WithPath(recipe, path))
        .Add(ComponentSource.GitKey, (recipe, git) => (TRecipe)ComponentSource.WithGit(recipe, git))
        .Add(ComponentSource.CommitKey, (recipe, commit) => (TRecipe)ComponentSource.WithCommit(recipe, commit))
        .Add(ComponentSource.FolderKey, (recipe, folder) => (TRecipe)ComponentSource.WithFolder(recipe, folder));
}

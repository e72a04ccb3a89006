namespace OpenLinux.Bench.Trees;

/// <summary>
/// OpenLinux's own C library, mathematics library and programs for x86_64 as components of this project: by the recipes of
/// <c>examples/openlinux</c>, out of its source tree, which is not touched. Nothing of that tree is part of the project.
/// </summary>
internal static class OpenLinuxTree
{
    /// <summary>For kernel headers older than Linux 6.6 (asm-generic/unistd.h).</summary>
    public const string NewSystemCall = "\n#ifndef __NR_fchmodat2\n#define __NR_fchmodat2 452\n#endif\n";

    private static readonly string[] RecipesOfAll = ["src/lib/recipe.toml", "src/bin/recipe.toml"];

    /// <param name="project">A checkout of the project, for its configuration and the example.</param>
    /// <param name="source">OpenLinux's source tree.</param>
    /// <param name="folder">Gets <c>src</c> and <c>config</c>, which are written anew.</param>
    public static Task WriteAsync(string project, string source, string folder)
    {
        var tree = new TreeFolder(folder);
        tree.Clear();
        foreach (var part in new[] { "config", "src/lib/kernel-headers", "src/rootfs" })
        {
            tree.Copy(Path.Combine(project, part), part);
        }

        foreach (var part in new[] { "config", "src" })
        {
            tree.Copy(Path.Combine(project, "examples", "openlinux", part), part);
        }

        foreach (var recipe in RecipesOfAll)
        {
            tree.Edit(recipe, text => text.Replace("\"../openlinux\"", $"\"{Path.GetFullPath(source)}\"", StringComparison.Ordinal));
        }

        return Task.CompletedTask;
    }
}

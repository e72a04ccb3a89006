using System.Globalization;

namespace OpenLinux.Bench.Trees;

/// <summary>100 programs of 20 units on one header library, beside the project's own C library: 2,132 units.</summary>
internal static class ScaleTree
{
    private static readonly string[] Base = ["kernel-headers", "builtins", "musl", "fortify"];

    /// <summary>What stands below the programs, which the peer does not compile.</summary>
    public static IReadOnlyList<string> BaseComponents => Base;

    /// <param name="project">A checkout of the project, for its libraries and configuration.</param>
    /// <param name="folder">Gets <c>src</c> and <c>config</c>, which are written anew.</param>
    public static void Write(string project, string folder)
    {
        var tree = new TreeFolder(folder);
        tree.Clear();
        foreach (var library in Base)
        {
            tree.Copy(Path.Combine(project, "src", "lib", library), $"src/lib/{library}");
        }

        tree.Copy(Path.Combine(project, "src", "rootfs"), "src/rootfs");
        tree.Copy(Path.Combine(project, "config"), "config");
        tree.Write($"src/lib/{ScaleSources.Library}/recipe.toml", Recipe);
        foreach (var (path, text) in ScaleSources.LibraryFiles())
        {
            tree.Write($"src/lib/{ScaleSources.Library}/{path}", text);
        }

        for (var program = 0; program < ScaleSources.Programs; program++)
        {
            var name = ScaleSources.ProgramName(program);
            tree.Write($"src/bin/{name}/recipe.toml", Recipe + (program == 0 ? "install = \"bin/sh\"\n" : ""));
            foreach (var (path, text) in ScaleSources.ProgramFiles(program))
            {
                tree.Write($"src/bin/{name}/{path}", text);
            }
        }

        Configure(tree);
    }

    private const string Recipe = "kind = \"in-tree\"\nlicence = \"MIT\"\ncflags = [\"-std=gnu11\"]\n";

    private static void Configure(TreeFolder tree)
    {
        var programs = Enumerable.Range(0, ScaleSources.Programs).Select(ScaleSources.ProgramName);
        string[] components = [.. Base, ScaleSources.Library, .. programs];
        tree.Edit("config/openlinux.toml", text => ConfigurationText.Replace(
            ConfigurationText.Replace(text, "components", $"[{string.Join(", ", components.Select(name => $"\"{name}\""))}]"),
            "required", "[\"/bin/sh\", \"/etc/passwd\"]").Replace("\"/sbin/init\"", "\"/bin/sh\"", StringComparison.Ordinal));
        tree.Edit("config/vetting.toml", text => ConfigurationText.Without(text, "busybox", "init"));
    }
}

using System.Text;
using OpenLinux.Configuration;
using OpenLinux.Configuration.Loading;
using OpenLinux.Engine.Content;
using OpenLinux.Userland.Compilation;
using OpenLinux.Userland.Recipes;
using OpenLinux.Userland.Toolchains;

namespace OpenLinux.Bench.Trees;

/// <summary>
/// The scale tree for ninja: the very command lines that the project's own steps have, from the same code. Stands in a folder of its own
/// with <c>src</c>, <c>sysroot</c> and <c>toolchain</c> beside it, as in an action's folder.
/// </summary>
internal static class NinjaFile
{
    private const string Architecture = "x86_64";

    /// <summary>Of a shell, which "no" is enough for.</summary>
    private static readonly string[] Harmless = ["-", "=", "/", ".", ",", "_", ":", "+"];

    /// <param name="tree">A scale tree.</param>
    /// <param name="sysroot">What the libraries below the programs gave: <c>usr/include</c> and <c>lib</c>.</param>
    public static async Task WriteAsync(string tree, string sysroot, string folder)
    {
        var settings = ConfigurationLoader.Load(Path.Combine(tree, "config"), []);
        var components = ComponentCatalog.Load(Path.Combine(tree, "src"), settings.Components);
        var place = new TreeFolder(folder);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        place.Copy(Path.Combine(tree, "src"), "src");
        place.Copy(Path.Combine(sysroot, "usr", "include"), "sysroot/usr/include");
        place.Copy(Path.Combine(sysroot, "lib"), "sysroot/lib");
        var library = components.Single(component => component.Name == ScaleSources.Library);
        place.Copy(Path.Combine(library.Folder, "include"), "sysroot/usr/include");
        place.Copy(await HeaderFolderAsync(settings.Toolchain.Cc), "toolchain/include");
        place.Write("build.ninja", Text(folder, settings, components.SkipWhile(component => component != library)));
    }

    private static string Text(string folder, BuildConfiguration settings, IEnumerable<Component> components)
    {
        var linker = Tool.Find(settings.Toolchain.Ld);
        var toolchain = new Toolchain(settings.Toolchain, "", linker, new Dictionary<string, string>(), [], FileTree.Empty, "");
        var context = new CompileContext(folder, settings.Architectures[Architecture], toolchain, null!, null!);
        var archives = Directory.GetFiles(Path.Combine(folder, "sysroot", "lib"), "*.a")
            .Select(path => $"sysroot/lib/{Path.GetFileName(path)}")
            .Append($"sysroot/lib/lib{ScaleSources.Library}.a")
            .Order(StringComparer.Ordinal)
            .ToList();
        var text = new StringBuilder("rule compile\n  command = $line\n  depfile = $out.d\n  deps = gcc\nrule make\n  command = $line\n\n");
        foreach (var component in components)
        {
            var commands = new InTreeCommands(context, component, (InTreeRecipe)component.Recipe);
            var objects = new List<string>();
            foreach (var source in Directory.GetFiles(component.Folder, "*.c").Select(Path.GetFileName).Order(StringComparer.Ordinal))
            {
                var (path, made) = ($"{component.SourcePath}/{source}", $"obj/{component.Name}/{source![..^2]}.o");
                Add(text, "compile", made, [path], commands.Compile(path, made, $"{made}.d"));
                objects.Add(made);
            }

            if (component.IsLibrary)
            {
                var archive = $"sysroot/lib/lib{component.Name}.a";
                Add(text, "make", archive, objects, commands.Archive(objects, archive));
            }
            else
            {
                var program = $"bin/{component.Name}";
                Add(text, "make", program, [.. objects, .. archives], commands.Link(LinkEnds.Default, objects, archives, program));
            }
        }

        return text.ToString();
    }

    private static void Add(StringBuilder text, string rule, string output, IEnumerable<string> inputs, IEnumerable<string> command) =>
        text.Append($"build {output}: {rule} {string.Join(' ', inputs)}\n  line = {string.Join(' ', command.Select(Quoted))}\n");

    private static string Quoted(string word) =>
        word.All(character => char.IsAsciiLetterOrDigit(character) || Harmless.Contains(character.ToString())) ? word : $"'{word}'";

    private static async Task<string> HeaderFolderAsync(string compiler) =>
        (await Tool.RunAsync("/", compiler, "-print-resource-dir")).Trim() + "/include";
}

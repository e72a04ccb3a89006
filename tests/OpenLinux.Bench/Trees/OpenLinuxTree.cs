using System.Text;

namespace OpenLinux.Bench.Trees;

/// <summary>
/// OpenLinux's own C library, mathematics library and programs for x86_64 as components of this project, out of a copy of its source tree
/// that the user has. What recipes cannot say yet is done by detours, each a method here. Nothing of that tree is part of the project.
/// </summary>
internal sealed class OpenLinuxTree(string source, string folder, string place)
{
    private const string Architecture = "x86_64";

    /// <summary>For kernel headers older than Linux 6.6 (asm-generic/unistd.h).</summary>
    public const string NewSystemCall = "\n#ifndef __NR_fchmodat2\n#define __NR_fchmodat2 452\n#endif\n";

    private readonly TreeFolder tree = new(folder);

    /// <param name="project">A checkout of the project, for its configuration.</param>
    /// <param name="source">OpenLinux's source tree.</param>
    /// <param name="folder">Gets <c>src</c> and <c>config</c>, which are written anew.</param>
    /// <param name="place">Where the folder will stand: a recipe names it.</param>
    public static Task WriteAsync(string project, string source, string folder, string place) =>
        new OpenLinuxTree(source, folder, place).WriteAsync(project);

    private async Task WriteAsync(string project)
    {
        tree.Clear();
        tree.Copy(Path.Combine(project, "config"), "config");
        tree.Copy(Path.Combine(project, "src", "lib", "kernel-headers"), "src/lib/kernel-headers");
        tree.Copy(Path.Combine(project, "src", "rootfs"), "src/rootfs");
        await WriteStartFilesAsync();
        WriteLibc();
        WriteLibm();
        var programs = WritePrograms();
        Configure(programs);
    }

    /// <summary>Its programs begin in crt0 of libc.a, a link of ours with three start files: these are empty, and taken as the machine's.</summary>
    private async Task WriteStartFilesAsync()
    {
        tree.Write("start/lib/empty.c", "");
        foreach (var name in new[] { "crt1.o", "crti.o", "crtn.o" })
        {
            await Tool.RunAsync(tree.PathOf("start/lib"), "clang", "--target=x86_64-linux-eabi", "-c", "empty.c", "-o", name);
        }

        tree.Remove("start/lib/empty.c");
        tree.Write(
            "src/lib/start/recipe.toml",
            $"kind = \"system\"\nlicence = \"MIT\"\n\n[[files]]\nto = \"lib\"\nfrom = [\"{Path.GetFullPath(Path.Combine(place, "start", "lib"))}\"]\n");
    }

    /// <summary>Its headers for one architecture stand beside those for all, and its assembly is wrapped in C: we compile C files alone.</summary>
    private void WriteLibc()
    {
        var library = Path.Combine(source, "lib", "libc");
        tree.Copy(library, "src/lib/c");
        tree.Remove("src/lib/c/arch", "src/lib/c/include", "src/lib/c/makefile");
        tree.Copy(Path.Combine(source, "include"), "src/lib/c/include");
        tree.Copy(Path.Combine(library, "include"), "src/lib/c/private");
        tree.Copy(Path.Combine(library, "arch", Architecture, "asm"), "src/lib/c/private/asm");
        tree.Copy(Path.Combine(library, "arch", Architecture, "bits"), "src/lib/c/include/bits");
        foreach (var file in Directory.GetFiles(Path.Combine(library, "arch", Architecture)))
        {
            var text = File.ReadAllText(file);
            var name = Path.GetFileNameWithoutExtension(file);
            tree.Write($"src/lib/c/arch/{name}.c", Path.GetExtension(file) == ".s" ? Wrapped(text) : text);
        }

        tree.Write("src/lib/c/recipe.toml", Recipe(["kernel-headers", "start"], "-Isrc/lib/c/private", "-D__NR_fchmodat2=452"));
    }

    private void WriteLibm()
    {
        tree.Copy(Path.Combine(source, "lib", "libm"), "src/lib/m");
        tree.Remove("src/lib/m/aarch64", "src/lib/m/makefile");
        tree.Copy(Path.Combine(source, "lib", "libc", "arch", Architecture, "asm"), "src/lib/m/private/asm");
        tree.Write("src/lib/m/recipe.toml", Recipe(["kernel-headers", "c"], "-Isrc/lib/m/private"));
    }

    private List<string> WritePrograms()
    {
        var programs = Directory.GetDirectories(Path.Combine(source, "bin")).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal).ToList();
        foreach (var program in programs)
        {
            foreach (var file in Directory.GetFiles(Path.Combine(source, "bin", program), "*.c"))
            {
                tree.Write($"src/bin/{program}/{Path.GetFileName(file)}", File.ReadAllText(file));
            }

            tree.Write($"src/bin/{program}/recipe.toml", Recipe(["start", "c"]));
        }

        return programs;
    }

    private void Configure(IEnumerable<string> programs)
    {
        string[] components = ["kernel-headers", "start", "c", "m", .. programs];
        tree.Edit("config/openlinux.toml", text => ConfigurationText.Replace(
            ConfigurationText.Replace(text, "components", Toml(components)), "required", Toml(["/bin/sh"]))
            .Replace("\"/sbin/init\"", "\"/bin/sh\"", StringComparison.Ordinal));
        tree.Edit("config/arch/x86_64.toml", text => ConfigurationText.Replace(
            text, "triple", "\"x86_64-linux-eabi\""));

        // As its own "config" has them, but for what our commands say themselves.
        tree.Edit("config/toolchain.toml", text => ConfigurationText.Replace(
            ConfigurationText.Replace(text, "cflags", Toml([
                "-Wno-macro-redefined", "-Oz", "-ffunction-sections", "-fdata-sections", "-flto", "-fno-asynchronous-unwind-tables",
                "-fno-unwind-tables", "-fomit-frame-pointer", "-fno-omit-frame-pointer", "-fmerge-all-constants", "-fno-common",
            ])),
            "ldflags",
            Toml(["-Oz", "-flto", "-Wl,--as-needed", "-Wl,--gc-sections", "-Wl,--build-id=none"])));
        tree.Edit("config/vetting.toml", text => ConfigurationText.Without(text, "busybox", "init", "\"src/rootfs\"")
            .Replace("\"error\"", "\"off\"", StringComparison.Ordinal));
    }

    private static string Recipe(IReadOnlyList<string> depends, params IReadOnlyList<string> flags) =>
        $"kind = \"in-tree\"\nlicence = \"MIT\"\ndepends = {Toml(depends)}\ncflags = {Toml(flags)}\n";

    private static string Toml(IEnumerable<string> values) => $"[{string.Join(", ", values.Select(value => $"\"{value}\""))}]";

    private static string Wrapped(string assembly)
    {
        var text = new StringBuilder("__asm__(\n");
        foreach (var line in assembly.Split('\n'))
        {
            text.Append($"    \"{line.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\\n\"\n");
        }

        return text.Append(");\n").ToString();
    }
}

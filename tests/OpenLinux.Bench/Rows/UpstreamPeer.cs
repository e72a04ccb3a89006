using OpenLinux.Bench.Measuring;
using OpenLinux.Bench.Trees;
using OpenLinux.Configuration.Loading;
using OpenLinux.Userland.Compilation;
using OpenLinux.Userland.Recipes;

namespace OpenLinux.Bench.Rows;

/// <summary>An upstream component as one would build it by hand: its own makefiles in a folder that stays, with the flags of the project.</summary>
internal static class UpstreamPeer
{
    private const string Architecture = "x86_64";

    /// <summary>Beside the recipe's build.sh, which is run as it is.</summary>
    private const string Script =
        """
        set -eu
        root=$PWD
        linker="--ld-path=$(command -v "$LD")"
        export HOSTCC="$CC --start-no-unused-arguments $linker --end-no-unused-arguments"
        CC="$LAUNCHER$CC --target=$TRIPLE --start-no-unused-arguments $linker -ffile-prefix-map=$root=.."
        export CC="$CC -nostdinc -idirafter $root/sysroot/usr/include -idirafter $root/toolchain/include --end-no-unused-arguments"
        fortify=$root/sysroot/usr/include/fortify
        if [ -e "$fortify/fortify.h" ]; then CFLAGS="$CFLAGS -isystem $fortify -include $fortify/fortify.h"; fi
        LDFLAGS="-nostdlib -static $LDFLAGS"
        if [ -e "$root/sysroot/lib/rcrt1.o" ]; then
            LDFLAGS="$LDFLAGS $root/sysroot/lib/rcrt1.o $root/sysroot/lib/crti.o $root/sysroot/lib/crtn.o -L$root/sysroot/lib -Wl,--start-group"
            for archive in "$root"/sysroot/lib/*.a; do LDFLAGS="$LDFLAGS $archive"; done
            LDFLAGS="$LDFLAGS -Wl,--end-group"
        fi
        export CFLAGS LDFLAGS
        mkdir -p out
        sh recipe/build.sh

        """;

    /// <param name="name">A component of <paramref name="work"/>, which has been built.</param>
    /// <param name="folder">Relative to the workplace.</param>
    public static Task<string> PrepareAsync(DefaultWork work, string name, string folder) => work.Place.OnceAsync(folder, async draft =>
    {
        var tree = new TreeFolder(draft);
        var component = Components(work).Single(component => component.Name == name);
        var recipe = (UpstreamRecipe)component.Recipe;
        tree.Copy(component.Folder, "recipe");
        foreach (var file in recipe.ConfigFiles)
        {
            tree.CopyFile(Path.Combine(work.Checkout, "config", file), $"config/{file}");
        }

        if (component.Dependencies.Count > 0)
        {
            tree.Copy(Path.Combine(work.Sysroot, "usr", "include"), "sysroot/usr/include");
            tree.Copy(Path.Combine(work.Sysroot, "lib"), "sysroot/lib");
        }

        tree.Copy((await Tool.RunAsync("/", "clang", "-print-resource-dir")).Trim() + "/include", "toolchain/include");
        tree.Write("build.sh", Script);
        await UnpackAsync(work, recipe, draft);
    });

    /// <param name="launcher">What stands before the compiler: "ccache "; "" for nothing.</param>
    public static Command Command(DefaultWork work, string folder, string launcher = "")
    {
        var settings = ConfigurationLoader.Load(Path.Combine(work.Checkout, "config"), []);
        var (programs, architecture) = (settings.Toolchain, settings.Architectures[Architecture]);
        return new Command(
            folder,
            Workplace.Environment(
                ("ARCH", architecture.Name),
                ("TRIPLE", architecture.Triple),
                ("CC", programs.Cc),
                ("LD", programs.Ld),
                ("AR", programs.Ar),
                ("RANLIB", programs.Ranlib),
                ("STRIP", programs.Strip),
                ("OBJCOPY", programs.Objcopy),
                ("CFLAGS", string.Join(' ', CompilerRuns.Overrulable([.. programs.CFlags, .. architecture.CFlags]))),
                ("LDFLAGS", string.Join(' ', programs.LdFlags.Concat(architecture.LdFlags))),
                ("LC_ALL", "C"),
                ("SOURCE_DATE_EPOCH", "0"),
                ("LAUNCHER", launcher),
                ("CCACHE_DIR", work.Place.PathOf("ccache"))),
            "sh", "build.sh");
    }

    /// <summary>The archive is in our cache under its hash.</summary>
    public static Task UnpackAsync(DefaultWork work, string name, string folder) =>
        UnpackAsync(work, (UpstreamRecipe)Components(work).Single(component => component.Name == name).Recipe, folder);

    private static async Task UnpackAsync(DefaultWork work, UpstreamRecipe recipe, string folder)
    {
        var source = Path.Combine(folder, "src");
        Workplace.Remove(source);
        Workplace.Remove(Path.Combine(folder, "out"));
        Directory.CreateDirectory(source);
        var archive = Path.Combine(work.Cache, "openlinux", "cas", recipe.Source.Sha256[..2], recipe.Source.Sha256);
        await Tool.RunAsync(source, "tar", "-xf", archive, "--strip-components=1");
    }

    private static IReadOnlyList<Component> Components(DefaultWork work) => ComponentCatalog.Load(
        Path.Combine(work.Checkout, "src"), ConfigurationLoader.Load(Path.Combine(work.Checkout, "config"), []).Components);
}

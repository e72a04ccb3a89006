using System.Diagnostics;
using System.Security.Cryptography;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Checkouts;
using OpenLinux.TestKit.Userland;

namespace OpenLinux.EndToEnd.Faults;

/// <summary>
/// A checkout that takes seconds from nothing to a tarball and yet has every kind of step: a pinned toolchain, a C library, another library,
/// a program, and a release with a makefile. It has a cache, a folder for temporary files and a session of processes to itself, so that
/// whatever is left there is known to be its own.
/// </summary>
internal sealed class SmallBuild : IDisposable
{
    /// <summary>A build that takes longer than this hangs: undisturbed it takes seconds, on a busy machine a minute.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly TestFolder folder;
    private readonly Checkout checkout;
    private readonly List<int> sessions = [];

    private SmallBuild(TestFolder folder, Checkout checkout, string cache)
    {
        (this.folder, this.checkout, Cache) = (folder, checkout, cache);
        Directory.CreateDirectory(Temporary);
    }

    public string Cache { get; }

    public string Root => checkout.Root;

    /// <summary>The <c>TMPDIR</c> of its builds.</summary>
    public string Temporary => folder.PathOf("tmp");

    /// <summary>The <c>OPENLINUX_SOURCES</c> of its builds.</summary>
    public string Archives => folder.PathOf("archives");

    /// <summary>More of the environment of its builds.</summary>
    public Dictionary<string, string?> More { get; } = [];

    public static async Task<SmallBuild> CreateAsync()
    {
        var folder = new TestFolder();
        var build = new SmallBuild(folder, await Checkout.CreateAsync(folder.PathOf("cache"), folder.PathOf("checkout")), folder.PathOf("cache"));
        build.WriteSources();
        await build.checkout.GitAsync("add", "-A");
        await build.checkout.CommitAsync("What takes seconds");
        return build;
    }

    /// <summary>A clone, which has the same sources.</summary>
    /// <param name="cache">Null for one of its own.</param>
    public async Task<SmallBuild> CloneAsync(string? cache = null)
    {
        var other = new TestFolder();
        var place = cache ?? other.PathOf("cache");
        var clone = new SmallBuild(other, await Checkout.CloneAsync(checkout, place, other.PathOf("checkout")), place);
        Directory.CreateDirectory(clone.Archives);
        foreach (var archive in Directory.GetFiles(Archives))
        {
            File.Copy(archive, Path.Combine(clone.Archives, Path.GetFileName(archive)));
        }

        return clone;
    }

    public string PathOf(string relative) => checkout.PathOf(relative);

    /// <summary>Changes a header of the library, and one that the release is compiled with.</summary>
    public void Edit(int variant)
    {
        checkout.Write("src/lib/parts/include/parts.h", $"#define VARIANT {variant}\nint part0(int), part1(int), part2(int), part3(int), part4(int), part5(int);\n");
        checkout.Write("config/made.h", $"#define MADE {variant}\n");
    }

    /// <summary>Begins a build, in a session and process group of its own.</summary>
    public Process Start(params string[] arguments)
    {
        // The small toolchain's programs call this machine's, which no sandbox lets them.
        var process = Command.Start("setsid", [HostUnderTest.Dotnet, .. checkout.Arguments(["--target=Rootfs", "--arch=x86_64", "--sandbox=none", .. arguments])], Root, new Dictionary<string, string?>(More)
        {
            ["OPENLINUX_ROOT"] = Root,
            ["OPENLINUX_SOURCES"] = Archives,
            ["TMPDIR"] = Temporary,

            // As build.sh starts it: else the runtime itself leaves files there.
            ["DOTNET_EnableDiagnostics"] = "0",
        });
        sessions.Add(process.Id);
        return process;
    }

    public async Task<CommandResult> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        return await EndAsync(process);
    }

    /// <summary>Waits for the end of a build, which must come; where it does not, nothing of it is left running.</summary>
    public static async Task<CommandResult> EndAsync(Process process)
    {
        try
        {
            return await Command.EndAsync(process).WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Builds it, and all is as if nothing had happened before.</summary>
    /// <returns>The SHA-256 of the tarball.</returns>
    public async Task<string> BuildAsync(params string[] arguments)
    {
        (await RunAsync(arguments)).Succeeded();
        Leftovers().Should().BeEmpty();
        return Sha256();
    }

    /// <summary>Of the tarball.</summary>
    public string Sha256() => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(StoredContents.TarballOf(checkout))));

    /// <summary>What nobody needs any more or nobody knows: processes, temporary files, files of no kind that a build leaves, and blobs that are not what they are called.</summary>
    public IReadOnlyList<string> Leftovers() =>
    [
        .. sessions.SelectMany(ProcessTable.OfSession).Select(id => $"process {id}"),
        .. Directory.GetFileSystemEntries(Temporary),
        .. BuildFiles.In(this).Where(file => file.Kind is null).Select(file => file.Path),
        .. BuildFiles.In(this).Where(file => file.Kind == "blob" && Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file.Path))) != Path.GetFileName(file.Path)).Select(file => Damaged(file.Path)),
    ];

    /// <summary>What is told of a blob that is not what it is called.</summary>
    public static string Damaged(string path) => $"damaged {path}";

    /// <summary>Takes away what is below <c>build/</c>, and where nothing may be known any more, the rest as well.</summary>
    public void Forget(bool all)
    {
        Remove(PathOf("build"));
        if (all)
        {
            Remove(Cache);
            Remove(PathOf(".cache"));
        }
    }

    public void Dispose() => folder.Dispose();

    private static void Remove(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
        else
        {
            File.Delete(path);
        }
    }

    private void WriteSources()
    {
        Edit(0);
        checkout.Write("src/lib/crt/recipe.toml", "licence = \"0BSD\"\ndepends = []\nsources = [\"*.s\"]\nstart_files = []\n");
        checkout.Write("src/lib/crt/start.s", ".globl _start\n_start: xor %ebp, %ebp\nand $-16, %rsp\ncall main\nmov %eax, %edi\nmov $60, %eax\nsyscall\n");
        for (var part = 0; part < 6; part++)
        {
            checkout.Write($"src/lib/parts/part{part}.c", $"#include <parts.h>\nint part{part}(int x) {{ return x * VARIANT + {part}; }}\n");
        }

        checkout.Write("src/bin/sum/sum.c", "#include <parts.h>\nint rest(int);\nint main(void) { return part0(1) + part1(2) + part2(3) + rest(VARIANT); }\n");
        checkout.Write("src/bin/sum/rest.c", "#include <parts.h>\nint rest(int x) { return part3(x) + part4(x) + part5(x); }\n");
        checkout.Write("src/bin/sum/recipe.toml", "licence = \"0BSD\"\ndepends = [\"crt\", \"parts\"]\nwithout = [\"-static-pie\", \"-fPIE\"]\n");
        checkout.Write("src/lib/made/build.sh", """
            set -eu
            cp config/made.h src/
            make -C src -j "$JOBS" CC="$CC" CFLAGS="$CFLAGS"
            mkdir -p out/etc
            cat src/*.o | cksum >out/etc/made

            """);
        checkout.Write("src/lib/made/recipe.toml", $"""
            kind = "upstream"
            version = "1"
            licence = "0BSD"
            sha256 = "{PutRelease()}"
            urls = ["http://127.0.0.1:9/made-1.tar.gz"]
            depends = []
            config = ["made.h"]

            """);
        var settings = checkout.ReadAll("config/openlinux.toml");
        checkout.Write("config/openlinux.toml", settings
            .Replace("\"kernel-headers\", \"builtins\", \"musl\", \"fortify\", \"busybox\", \"init\"", "\"crt\", \"parts\", \"made\", \"sum\"", StringComparison.Ordinal)
            .Replace(settings[settings.IndexOf("required = [", StringComparison.Ordinal)..(settings.IndexOf("# Directories to make", StringComparison.Ordinal))], "required = []\n\n", StringComparison.Ordinal));
        var toolchain = checkout.ReadAll("config/toolchain.toml");
        checkout.Write("config/toolchain.toml", toolchain[..toolchain.IndexOf("[pinned]", StringComparison.Ordinal)] + PutToolchain());
    }

    private string PutToolchain()
    {
        var pinned = new SmallToolchain(Archives).WithRelease().Configuration.Pinned;
        static string Table(IReadOnlyDictionary<string, string> entries) => string.Concat(entries.Select(entry => $"\"{entry.Key}\" = \"{entry.Value}\"\n"));
        return $"""
            [pinned]
            name = "{pinned.Name}"
            version = "{pinned.Version}"
            resources = "{pinned.Resources}"
            [pinned.programs]
            {Table(pinned.Programs)}
            [pinned.files]
            {Table(pinned.Files)}
            [pinned.kernel_headers]
            {Table(pinned.KernelHeaders)}
            [[pinned.archives]]
            systems = ["linux-x86_64"]
            urls = ["{pinned.Archives[0].Urls[0]}"]
            sha256 = "{pinned.Archives[0].Sha256}"

            """;
    }

    private string PutRelease()
    {
        var release = Release.Of("made",
        [
            ("Makefile", "all: a.o b.o c.o d.o\n%.o: %.c made.h\n\t$(CC) $(CFLAGS) -c $< -o $@\n"),
            .. ((string[])["a", "b", "c", "d"]).Select(name => ($"{name}.c", $"#include \"made.h\"\nint made_{name}(int x) {{ return x + MADE; }}\n")),
        ]);
        Directory.CreateDirectory(Archives);
        File.WriteAllBytes(Path.Combine(Archives, release.FileName), release.Archive);
        return release.Sha256;
    }
}

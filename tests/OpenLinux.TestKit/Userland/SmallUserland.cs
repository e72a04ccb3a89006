using OpenLinux.Common.Native;
using OpenLinux.Configuration;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Building;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Remote;
using OpenLinux.Engine.Verification;
using OpenLinux.TestKit.Engine;
using OpenLinux.Userland.Compilation;
using OpenLinux.Userland.Recipes;
using OpenLinux.Userland.Sources;
using OpenLinux.Userland.Sysroots;
using OpenLinux.Userland.Toolchains;
using Tool = OpenLinux.TestKit.Tool;

namespace OpenLinux.TestKit.Userland;

/// <summary>A source tree with a C library of a few lines, built by the real toolchain in a cache of its own.</summary>
internal sealed class SmallUserland : IDisposable
{
    private const string Start =
        """
        int main(void);
        static long call(long number, long a, long b, long c) {
            long result;
            __asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(a), "S"(b), "d"(c) : "rcx", "r11", "memory");
            return result;
        }
        int puts(const char *text) { long n = 0; while (text[n]) n++; call(1, 1, (long)text, n); return call(1, 1, (long)"\n", 1) < 0; }
        void _start(void) { __asm__ volatile("andq $-16, %rsp"); call(60, main(), 0, 0); }
        """;

    private static readonly ArchitectureConfiguration Machine = new("x86_64", "x86_64-linux-musl", "linux/amd64", 64, 62, [], []);

    private readonly Workshop workshop;
    private readonly EngineServices services;
    private readonly bool isBorrowed;

    private SmallUserland(SmallUserland earlier)
    {
        isBorrowed = true;
        workshop = earlier.workshop;
        services = workshop.Open();
        Pinned = earlier.Pinned;
        IsConfined = earlier.IsConfined;
    }

    /// <param name="verified">Which of its steps are run twice.</param>
    /// <param name="execution">Workers, or null.</param>
    public SmallUserland(VerifiedShare verified = default, RemoteExecutionOptions? execution = null)
    {
        workshop = new();
        services = workshop.Open(verified: verified, execution: execution);
        var library = Path.Combine(workshop.Root, "library");
        workshop.Write("../library/usr/include/stdio.h", "int puts(const char *);\n");
        workshop.Write("../library/start.c", Start);
        workshop.Write("../library/empty.c", "");
        Directory.CreateDirectory(Path.Combine(library, "lib"));
        foreach (var (source, file) in new[] { ("start.c", "crt1.o"), ("empty.c", "crti.o"), ("empty.c", "crtn.o") })
        {
            Tool.Run("clang", ["--target=x86_64-linux-musl", "-c", "-O1", source, "-o", $"lib/{file}"], library);
        }

        workshop.Write("src/lib/small/recipe.toml", $"""
            kind = "system"
            licence = "0BSD"
            [[files]]
            to = "usr"
            from = ["{library}/usr"]
            [[files]]
            to = "lib"
            from = ["{library}/lib"]
            """);
    }

    public string Folder => workshop.Checkout;

    /// <summary>The steps of all builds so far, in the order in which they ended.</summary>
    public IReadOnlyList<ActionOutcome> Steps => [.. workshop.Reporter.Finished];

    public void Write(string path, string text) => workshop.Write(path, text);

    /// <summary>A component made of a release, which is an archive put by hand into the cache.</summary>
    public void AddRelease(string name, string buildScript, params (string Path, string Text)[] files)
    {
        workshop.Write($"src/lib/{name}/build.sh", buildScript);
        workshop.Write($"src/lib/{name}/recipe.toml", Release.Of(name, files).PutInto(workshop.Cache));
    }

    /// <summary>Where archives lie that somebody put there by hand.</summary>
    public string Archives => Path.Combine(workshop.Cache, "sources");

    public string Cache => workshop.Cache;

    /// <summary>A pinned toolchain; null for this machine's.</summary>
    public SmallToolchain? Pinned { get; set; }

    /// <summary>Whether steps run in the sandbox.</summary>
    public bool IsConfined { get; set; }

    /// <returns>The same for the next run of the build, in the same cache.</returns>
    public SmallUserland Reopened()
    {
        services.Dispose();
        return new SmallUserland(this);
    }

    /// <returns>The files that the named component gives; the C library stands before it.</returns>
    public async Task<FileTree> BuildAsync(string component, string? searchPath = null) => (await OutputAsync(component, Machine.Name, searchPath)).Files;

    /// <param name="architecture">What it is built for is always the same; this is what it is called.</param>
    public async Task<ComponentOutput> OutputAsync(string component, string architecture, string? searchPath = null)
    {
        using var fetcher = NewFetcher();
        var toolchain = await LocateAsync(fetcher, searchPath);
        if (IsConfined)
        {
            services.Sandbox.Equip(_ => Task.FromResult<IReadOnlyList<NativeCompiler>>([new(["/usr/bin/clang"], "this machine's")]), ToolchainFiles.Of(toolchain));
        }

        var components = ComponentCatalog.Load(Path.Combine(workshop.Checkout, "src"), ["small", component]);
        var compiler = new UserlandCompiler(
            new CompileContext(workshop.Checkout, Machine with { Name = architecture }, toolchain, services.Engine, services.Digester)
            {
                Architectures = new Dictionary<string, ArchitectureConfiguration> { [Machine.Name] = Machine },
                IsUnconfined = !IsConfined,
            },
            fetcher);
        return (await compiler.CompileAsync(components, TestContext.Current.CancellationToken))[1];
    }

    /// <returns>Where the compiler's own headers are.</returns>
    public async Task<string> HeaderFolderAsync()
    {
        using var fetcher = NewFetcher();
        return (await LocateAsync(fetcher, searchPath: null)).HeaderFolder;
    }

    /// <returns>Where a file of a component now lies; by a process of its own, as <see cref="TestFolder.WriteProgram"/> says.</returns>
    public async Task<string> WriteOutAsync(FileTree files, string path)
    {
        var place = Path.Combine(workshop.Root, "written", path);
        var draft = $"{place}.draft";
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        await services.Store.RequireToAsync(((FileNode)files.Nodes[path]).Content, draft, FileNode.Regular);
        Tool.Run("install", ["-m", "755", draft, place]);
        return place;
    }

    /// <returns>A step's outcome where it runs anew, in a folder of its own.</returns>
    public async Task<ActionOutcome> RunAloneAsync(ActionSpec spec)
    {
        using var other = workshop.Open(useCache: false);
        return await other.Engine.RunAsync(spec, TestContext.Current.CancellationToken);
    }

    private SourceFetcher NewFetcher() => new(services.Store, services.Launcher, new SilentReporter(), new SourceFetcherSettings(workshop.Cache));

    private Task<Toolchain> LocateAsync(SourceFetcher fetcher, string? searchPath) =>
        new ToolchainLocator(services.Engine, services.Digester, services.Launcher, searchPath) { Pinned = new PinnedToolchains(services.Engine, fetcher, services.FolderHereAsync) }.LocateAsync(
            Pinned?.Configuration ?? new ToolchainConfiguration(
                "clang", "ld.lld", "llvm-ar", "llvm-ranlib", "llvm-strip", "llvm-objcopy", ["-O1", "-g", "-ffile-compilation-dir=."], []),
            TestContext.Current.CancellationToken);

    public async Task<string> TextOfAsync(FileTree files, string path) =>
        System.Text.Encoding.UTF8.GetString(await services.Store.RequireAsync(((FileNode)files.Nodes[path]).Content, path));

    public void Dispose()
    {
        services.Dispose();
        if (!isBorrowed)
        {
            workshop.Dispose();
        }
    }
}

using OpenLinux.Bench.Measuring;
using OpenLinux.Bench.Trees;

namespace OpenLinux.Bench;

/// <summary>The folder that all is made in, on a real disk: trees, checkouts with them, caches, the peers' folders. It may be removed at any time.</summary>
/// <param name="Project">The checkout whose build is measured.</param>
/// <param name="OpenLinux">OpenLinux's own source tree, or null where the user named none.</param>
internal sealed record Workplace(string Project, string Folder, string? OpenLinux)
{
    /// <summary>Enough to compile the host, and not what trees bring.</summary>
    private static readonly string[] Brought = ["src/", "config/", "tests/", "docs/", "tools/"];

    /// <summary>What compiled the host, and what is known of the machine.</summary>
    private static readonly string[] Kept = ["host", "cake-packages", "machine"];

    public string Log => PathOf("log");

    public string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([Folder, .. parts]);

    /// <summary>Makes what is not there yet; what was left half made by an earlier run is made anew.</summary>
    /// <param name="name">Relative to the folder.</param>
    /// <returns>Its full path.</returns>
    public async Task<string> OnceAsync(string name, Func<string, Task> make)
    {
        var (path, draft) = (PathOf(name), PathOf($"{name}.draft"));
        if (!Directory.Exists(path))
        {
            Remove(draft);
            Directory.CreateDirectory(draft);
            Console.WriteLine($"  making {path}");
            await make(draft);
            Directory.Move(draft, path);
        }

        return path;
    }

    /// <summary>A checkout of the project as it stands, host and all, with a tree's <c>src</c> and <c>config</c> in it, and one commit.</summary>
    /// <param name="writeTree">Writes the tree into the checkout; null for the project's own.</param>
    public Task<string> CheckoutAsync(string name, Func<string, Task>? writeTree) => OnceAsync($"checkouts/{name}", async root =>
    {
        Do(Peer(Project, "./build.sh", "--help"));
        var files = (await Tool.RunAsync(Project, "git", "ls-files", "-co", "--exclude-standard")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var tree = new TreeFolder(root);
        foreach (var file in files.Where(file => writeTree is null || !Brought.Any(folder => file.StartsWith(folder, StringComparison.Ordinal))))
        {
            tree.CopyFile(Path.Combine(Project, file), file);
        }

        tree.Copy(Path.Combine(Project, ".cache", "host"), ".cache/host");
        tree.CopyFile(Path.Combine(Project, ".cache", "cake-packages"), ".cache/cake-packages");
        if (writeTree is not null)
        {
            await writeTree(root);
        }

        await Tool.RunAsync(root, "git", "init", "-q", "-b", "main");
        await Tool.RunAsync(root, "git", "add", "-A");
        await Tool.RunAsync(root, "git", "-c", "user.name=Bench", "-c", "user.email=bench@example.org", "commit", "-q", "-m", "As it stands");
    });

    /// <summary>Our command in a checkout, with a cache of its own.</summary>
    public static Command Ours(string checkout, string cache, params IReadOnlyList<string> arguments) =>
        new(checkout, Environment(("XDG_CACHE_HOME", cache)), ["./build.sh", "--setup=never", .. arguments]);

    public static Command Peer(string folder, params IReadOnlyList<string> words) => new(folder, Environment(), words);

    /// <summary>This process's, without what the host set for itself.</summary>
    public static IReadOnlyDictionary<string, string> Environment(params ReadOnlySpan<(string Name, string Value)> more)
    {
        var all = new Dictionary<string, string>();
        foreach (System.Collections.DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
        {
            if (!((string)variable.Key).StartsWith("OPENLINUX_", StringComparison.Ordinal))
            {
                all[(string)variable.Key] = (string?)variable.Value ?? "";
            }
        }

        foreach (var (name, value) in more)
        {
            all[name] = value;
        }

        return all;
    }

    /// <summary>Runs a command of which no time is taken.</summary>
    public void Do(Command command) => ChildProcess.Run(command, Log);

    /// <summary>Makes a folder what another is; a copy by the system's own cp keeps times and links.</summary>
    public static async Task ResetAsync(string folder, string from)
    {
        Remove(folder);
        await Tool.RunAsync("/", "cp", "-a", from, folder);
    }

    /// <summary>Makes a checkout one in which nothing was ever built: its host stays.</summary>
    public static void Forget(string checkout)
    {
        Remove(Path.Combine(checkout, "build", "x86_64"));
        foreach (var entry in new DirectoryInfo(Path.Combine(checkout, ".cache")).EnumerateFileSystemInfos().Where(entry => !Kept.Contains(entry.Name)))
        {
            Remove(entry.FullName);
            File.Delete(entry.FullName);
        }
    }

    public static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

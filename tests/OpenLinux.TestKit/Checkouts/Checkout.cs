using System.Diagnostics;
using OpenLinux.Common.Processes;

namespace OpenLinux.TestKit.Checkouts;

/// <summary>A checkout of its own: this work tree's files in a new git repository with one commit, and an image repository nobody else uses.</summary>
internal sealed class Checkout : IAsyncDisposable
{
    /// <summary>What is younger than this is never trusted by a run that notes what it rests on.</summary>
    private static readonly TimeSpan Racy = TimeSpan.FromSeconds(2.1);

    private readonly string cache;
    private long? lastRun;

    private Checkout(string root, string cache)
    {
        Root = root;
        this.cache = cache;
        Repository = "openlinux-test-" + Guid.NewGuid().ToString("N")[..8];
    }

    public string Root { get; }

    public string Repository { get; private init; }

    public static async Task<Checkout> CreateAsync(string cache, string? root = null)
    {
        var checkout = new Checkout(root ?? Directory.CreateTempSubdirectory("openlinux-checkout-").FullName, cache);
        Directory.CreateDirectory(checkout.Root);
        await WorkTree.CopyAsync(checkout.Root, IsPartOfTheBuild);
        await checkout.GitAsync("init", "-q", "-b", "main");
        await checkout.GitAsync("add", "-A");
        await checkout.CommitAsync("As it stands");
        return checkout;
    }

    /// <summary>A clone of another checkout's commit, which names its images as that one does.</summary>
    public static async Task<Checkout> CloneAsync(Checkout original, string cache, string root)
    {
        await Command.OutputAsync("git", ["clone", "-q", original.Root, root]);
        return new Checkout(root, cache) { Repository = original.Repository };
    }

    public string PathOf(string relative) => Path.Combine(Root, relative);

    public string ReadAll(string relative) => File.ReadAllText(PathOf(relative));

    public void Write(string relative, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(relative))!);
        File.WriteAllText(PathOf(relative), content);
    }

    public void Replace(string relative, string text, string replacement)
    {
        ReadAll(relative).Should().Contain(text);
        Write(relative, ReadAll(relative).Replace(text, replacement, StringComparison.Ordinal));
    }

    public Task<string> GitAsync(params string[] arguments) =>
        Command.OutputAsync("git", ["-C", Root, "-c", "user.name=Test", "-c", "user.email=test@example.org", .. arguments]);

    public Task CommitAsync(string message) => GitAsync("commit", "-q", "--allow-empty", "-m", message);

    public async Task<string> CommitHashAsync() => (await GitAsync("rev-parse", "HEAD")).Trim();

    public Task<CommandResult> RunAsync(params string[] arguments) => RunAsync(new Dictionary<string, string?>(), arguments);

    public async Task<CommandResult> RunAsync(IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        var result = await Command.RunAsync(HostUnderTest.Dotnet, Arguments(arguments), Root, Environment(environment));
        lastRun = Stopwatch.GetTimestamp();
        return result;
    }

    public Process Start(params string[] arguments) =>
        Command.Start(HostUnderTest.Dotnet, Arguments(arguments), Root, Environment(new Dictionary<string, string?>()));

    /// <summary>What build.sh asks before it starts the host.</summary>
    /// <returns>Null where it does not know, and so has said nothing.</returns>
    public Task<CommandResult?> AskFrontAsync(params string[] arguments) => AskFrontAsync(new Dictionary<string, string?>(), arguments);

    public async Task<CommandResult?> AskFrontAsync(IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        var folder = PathOf(".cache/unchanged");
        var front = Path.Combine(folder, $"front.{ThisMachine.Architecture}");
        if (!File.Exists(front))
        {
            return null;
        }

        var result = await Command.RunAsync(front, [folder, .. Arguments(arguments)[1..]], Root, Environment(environment));
        if (result.ExitCode == 0)
        {
            return result;
        }

        result.All.Should().BeEmpty();
        return null;
    }

    /// <summary>Runs the host until the front knows what it says, each time when all that the last run wrote is old enough.</summary>
    public Task RememberAsync(params string[] arguments) => RememberAsync(new Dictionary<string, string?>(), arguments);

    public async Task RememberAsync(IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        while (await AskFrontAsync(environment, arguments) is null)
        {
            if (lastRun is { } end && Racy - Stopwatch.GetElapsedTime(end) is { Ticks: > 0 } rest)
            {
                await Task.Delay(rest);
            }

            (await RunAsync(environment, arguments)).Succeeded();
        }
    }

    /// <summary>References of this checkout's images, as the daemon lists them.</summary>
    public async Task<string[]> ReferencesAsync() =>
        (await Command.OutputAsync("docker", ["images", "--format", "{{.Repository}}:{{.Tag}}", Repository]))
        .Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public async Task RemoveImagesAsync()
    {
        if (await ReferencesAsync() is { Length: > 0 } references)
        {
            await Command.OutputAsync("docker", ["rmi", "-f", .. references]);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await RemoveImagesAsync();
        Directory.Delete(Root, recursive: true);
    }

    public string[] Arguments(params string[] arguments)
    {
        var own = new[] { $"--cache-dir={cache}", $"--repository={Repository}", "--setup=never" };
        return [HostUnderTest.Assembly, .. own, .. arguments];
    }

    private Dictionary<string, string?> Environment(IReadOnlyDictionary<string, string?> extra) =>
        new(extra) { ["OPENLINUX_ROOT"] = Root, ["OPENLINUX_SOURCES"] = Samples.SourcesOf(this), ["GITHUB_ACTIONS"] = null };

    private static bool IsPartOfTheBuild(string file) =>
        file.StartsWith("config/", StringComparison.Ordinal) || file.StartsWith("src/", StringComparison.Ordinal)
        || file is "Dockerfile" or ".gitignore";
}

using OpenLinux.Common.Processes;
using OpenLinux.Host.Unchanged;

namespace OpenLinux.TestKit.Host;

/// <summary>A folder with facts of a test's own, and the real front, compiled once, that checks them.</summary>
internal sealed class FrontFolder : IDisposable
{
    /// <summary>What the front says where the facts hold.</summary>
    public const string Said = "nothing to do\n";

    /// <summary>Longer than the tick of the clock by which Linux dates files.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    private static readonly Lazy<string> Program = new(Compile);

    private readonly TestFolder folder = new();

    private string Facts => folder.PathOf("facts");

    /// <summary>What is made afterwards is dated later than what was made before.</summary>
    public static void PassTick() => Thread.Sleep(Tick);

    /// <returns>A moment, in nanoseconds since 1970-01-01 UTC, that everything made so far is older than.</returns>
    public static long Now()
    {
        PassTick();
        return (DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).Ticks * 100;
    }

    /// <returns>Why nothing was remembered, or null.</returns>
    public string? Remember(Action<FactSheet> note, params string[] arguments) => Remember(note, Now(), arguments);

    public string? Remember(Action<FactSheet> note, long oldest, params string[] arguments)
    {
        var sheet = new FactSheet(oldest);
        note(sheet);
        if (sheet.Doubt is null)
        {
            sheet.File.AddOutput(1, "nothing to do\n"u8);
            Write(sheet.File, DateTimeOffset.UtcNow, arguments);
        }

        return sheet.Doubt;
    }

    /// <returns>Where the facts lie.</returns>
    public string Write(FactFile facts, DateTimeOffset from, params string[] arguments)
    {
        var path = Path.Combine(Facts, FactFile.NameOf(arguments, folder.Path, terminals: 0));
        facts.Write(path, from, from.AddMinutes(1));
        return path;
    }

    /// <summary>Runs the front; where it knows nothing, it must not have said anything.</summary>
    public async Task<ProcessResult> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var result = await new ProcessLauncher().RunAsync(
            new ProcessSpec(Program.Value, [Facts, .. arguments], folder.Path, environment), TestContext.Current.CancellationToken);
        if (result.ExitCode != 0)
        {
            (result.Stdout + result.Stderr).Should().BeEmpty();
        }

        return result;
    }

    public async Task<bool> HoldsAsync(params string[] arguments)
    {
        var result = await RunAsync(new Dictionary<string, string>(), arguments);
        result.Stdout.Should().Be(result.ExitCode == 0 ? Said : "");
        return result.ExitCode == 0;
    }

    public void Dispose() => folder.Dispose();

    private static string Compile()
    {
        var place = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "front")).FullName;
        var compiler = ProgramPath.Find("clang", "/", Environment.GetEnvironmentVariable("PATH"))!;
        new FrontProgram(place, new ProcessLauncher()).EnsureAsync(FrontProgram.CompilersOf(compiler, linker: null), CancellationToken.None).GetAwaiter().GetResult().Should().BeTrue();
        return Path.Combine(place, $"front.{ThisMachine.Architecture}");
    }
}

using System.Diagnostics;
using System.Runtime.Versioning;
using OpenLinux.Common.Files;
using OpenLinux.Common.Native;
using OpenLinux.Common.Processes;
using OpenLinux.Configuration;
using OpenLinux.Docker.Images;
using OpenLinux.Engine.Content;
using OpenLinux.Host.Checkouts;
using OpenLinux.Machine;
using OpenLinux.Machine.Daemon;
using OpenLinux.Machine.Prerequisites;
using OpenLinux.Userland.Recipes;

namespace OpenLinux.Host.Unchanged;

/// <summary>
/// Remembers a run that found nothing to do, what it said and all that this rested on, so that <c>front.c</c> can say the same as long as
/// nothing of it has changed. In any doubt nothing is remembered, and the next run looks at everything again.
/// </summary>
/// <param name="arguments">Of the process, as build.sh hands them on.</param>
public sealed class UnchangedRun(IReadOnlyList<string> arguments)
{
    /// <summary>File systems tick as slowly as that (FAT).</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(2);

    /// <summary>After that, a run of the host itself tells the shared cache what is still in use: it drops what was used longest ago.</summary>
    private static readonly TimeSpan Validity = TimeSpan.FromHours(24);

    /// <summary>A clock that was set during the run makes times of files worthless.</summary>
    private static readonly TimeSpan MostDrift = TimeSpan.FromSeconds(1);

    private const int MostRuns = 16;

    private static readonly string[] CacheAreas = ["ac", "cas"];

    private readonly Caller caller = new(arguments);
    private readonly PrintedText printed = new();
    private readonly RunTraces traces = new();
    private readonly DateTimeOffset began = DateTimeOffset.UtcNow;
    private readonly long counted = Stopwatch.GetTimestamp();
    private RestedOn? rested;

    /// <summary>Images that the run found in the daemon.</summary>
    public ReliedImages Images { get; } = new();

    /// <summary>Takes note of what a digester is asked for.</summary>
    public IFileDigester Watch(IFileDigester digester) => new NotingDigester(digester, traces);

    /// <summary>Takes note of what is printed.</summary>
    /// <param name="stream">1 for standard output, 2 for standard error.</param>
    public void Hear(int stream, ReadOnlySpan<byte> text) => printed.Hear(stream, text);

    /// <summary>The run did nothing but look at this.</summary>
    public void FoundNothingToDo(RestedOn run) => rested = run;

    /// <summary>Call it last, of a run that succeeded. Whatever goes wrong costs speed alone.</summary>
    public void Remember()
    {
        if (rested is not { } run || printed.IsTooLong || !NativeProgram.IsSupported)
        {
            return;
        }

        try
        {
            var folder = Path.Combine(run.Paths.Cache, "unchanged");
            if (Note(run) is { } facts && new FrontProgram(folder, new ProcessLauncher()).EnsureAsync(CompilersOf(run), CancellationToken.None).GetAwaiter().GetResult())
            {
                facts.Write(Path.Combine(folder, caller.FactsName), began, began + Validity);
                Prune(folder);
            }
        }
        catch (Exception fault) when (StorageFaults.IsFault(fault))
        {
            // A full disk, or another's folder: the host will look again.
        }
    }

    [SupportedOSPlatform("linux")]
    private FactFile? Note(RestedOn run)
    {
        var facts = new FactSheet((Start() - DateTimeOffset.UnixEpoch - Tick).Ticks * 100);
        caller.Note(facts.File);
        if (run.Needs.HasFlag(Needs.Docker))
        {
            DaemonAnswers.Note(facts, DockerEndpoints.Resolve(MachineFacts.Current), Images.All());
        }

        facts.File.Add(FactFile.Kind.Free, run.Paths.Lock);
        NoteCache(facts, run.CacheFolder);
        if (caller.Variable("HOME") is { Length: > 0 } home)
        {
            RepositoryFacts.Note(facts, run.Paths.Root, home);
        }
        else
        {
            facts.Refuse("HOME is not set");
        }

        MachinePlaces.Note(facts, run);
        CheckoutFacts.Note(facts, run.Paths, run.Settings);
        NoteTraces(facts, run.Paths.Root + "/");
        printed.Note(facts.File);
        CheckClocks(facts, run.Paths.Lock);
        if (facts.Doubt is { } doubt && Environment.GetEnvironmentVariable("OPENLINUX_EXPLAIN_FAST_PATH") is not null)
        {
            Console.Error.WriteLine($"fast path: not remembered, {doubt}");
        }

        return facts.Doubt is null ? facts.File : null;
    }

    /// <summary>When build.sh began, which had read files before it became this process.</summary>
    private DateTimeOffset Start()
    {
        using var process = Process.GetCurrentProcess();
        var start = new DateTimeOffset(process.StartTime);
        return start < began ? start : began;
    }

    /// <summary>That nothing was added to the shared cache, or dropped from it: each blob and each result has its name in one of these folders.</summary>
    private static void NoteCache(FactSheet facts, string cache)
    {
        facts.Identity(cache);
        foreach (var area in CacheAreas.Select(name => Path.Combine(cache, name)))
        {
            facts.Path(area);
            foreach (var folder in Directory.GetDirectories(area))
            {
                facts.Path(folder);
            }
        }
    }

    /// <summary>Times of files are worth nothing where the clock was set meanwhile, or where the file system goes by another one.</summary>
    /// <param name="checkoutLock">Beside it, this run has written who holds it.</param>
    private void CheckClocks(FactSheet facts, string checkoutLock)
    {
        var now = DateTimeOffset.UtcNow;
        if ((now - began - Stopwatch.GetElapsedTime(counted)).Duration() > MostDrift)
        {
            facts.Refuse("the clock was set");
        }

        var written = new DateTimeOffset(File.GetLastWriteTimeUtc($"{checkoutLock}.holder"));
        if (written < began - MostDrift || written > now + MostDrift)
        {
            facts.Refuse("the checkout's file system has another clock");
        }
    }

    /// <summary>What was read outside of the checkout, with the folders in which something else could come to stand.</summary>
    private void NoteTraces(FactSheet facts, string checkout)
    {
        foreach (var path in traces.Files.Keys.Where(path => !path.StartsWith(checkout, StringComparison.Ordinal)))
        {
            facts.Path(path);
        }

        foreach (var folder in traces.Folders.Keys.Where(path => !path.StartsWith(checkout, StringComparison.Ordinal)))
        {
            facts.Tree(folder);
            facts.Path(Path.GetDirectoryName(folder)!);
        }
    }

    private static IReadOnlyList<NativeCompiler> CompilersOf(RestedOn run)
    {
        var searchPath = MachineFacts.Current.SearchPath;
        return run.Compiler is { } pinned ? [pinned]
            : !run.Settings.Toolchain.IsPinned && ProgramPath.Find(run.Settings.Toolchain.Cc, searchPath) is { } compiler
                ? FrontProgram.CompilersOf(compiler, ProgramPath.Find(run.Settings.Toolchain.Ld, searchPath))
                : [];
    }

    private static void Prune(string folder)
    {
        foreach (var old in new DirectoryInfo(folder).GetFiles("????????????????").OrderByDescending(file => file.LastWriteTimeUtc).Skip(MostRuns))
        {
            old.Delete();
        }
    }
}

/// <summary>What a run with nothing to do was about.</summary>
/// <param name="Components">In build order.</param>
/// <param name="Needs">Of its targets.</param>
/// <param name="Compiler">The pinned toolchain's, for programs of this machine; null where the run had none.</param>
public sealed record RestedOn(
    CheckoutPaths Paths,
    string CacheFolder,
    BuildConfiguration Settings,
    IReadOnlyList<ArchitectureConfiguration> Architectures,
    IReadOnlyList<Component> Components,
    Needs Needs,
    NativeCompiler? Compiler);

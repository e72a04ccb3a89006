using System.Collections.Concurrent;
using OpenLinux.Common.Errors;
using OpenLinux.Common.Files;
using OpenLinux.Common.Native;
using OpenLinux.Common.Processes;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Storage;

namespace OpenLinux.Engine.Sandboxes;

/// <summary>
/// Keeps steps from what they have not declared: they read their inputs, the toolchain, and what a script says it reads of the machine;
/// they write into their folder, and ask no network. A small program does it, between this process and the step's (<c>sandbox.c</c>).
/// </summary>
public sealed class Sandbox
{
    private readonly CacheFolder cache;
    private readonly string programFolder;
    private readonly Lock gate = new();
    private readonly ConcurrentDictionary<bool, Lazy<RuleFile>> common = new();
    private Func<CancellationToken, Task<IReadOnlyList<NativeCompiler>>>? compilers;
    private IReadOnlyList<string> toolchainFiles = [];
    private Task<string>? program;

    /// <param name="asked">What is asked for.</param>
    /// <param name="programFolder">Where programs that this machine's compiler made for this machine are kept.</param>
    internal Sandbox(SandboxMode asked, CacheFolder cache, string programFolder)
    {
        Mode = SandboxSupport.Choose(asked);
        Description = asked == SandboxMode.None ? "none: nobody asked for one" : SandboxSupport.Describe(Mode);
        this.cache = cache;
        this.programFolder = programFolder;
    }

    public SandboxMode Mode { get; }

    /// <summary>For people: what it is, and where there is none, why.</summary>
    public string Description { get; }

    /// <summary>Steps run as they are until then: nothing could be compiled that keeps them.</summary>
    public bool IsEquipped => Mode != SandboxMode.None && compilers is not null;

    /// <param name="compilers">Those that may make the program, asked when the first step runs: the first that can does.</param>
    /// <param name="toolchainFiles">Files and folders of a toolchain that is no <see cref="ToolTree"/>: every step may read and run them.</param>
    public void Equip(Func<CancellationToken, Task<IReadOnlyList<NativeCompiler>>> compilers, IReadOnlyList<string> toolchainFiles)
    {
        lock (gate)
        {
            this.toolchainFiles = toolchainFiles;
            this.compilers ??= compilers;
        }
    }

    /// <exception cref="BuildException">No compiler makes the program that does it (<c>OL331</c>).</exception>
    internal async Task<ProcessSpec> ConfineAsync(ProcessSpec process, Confinement confinement, CancellationToken cancellation)
    {
        if (!IsEquipped || ProgramPath.Find(process.FileName, process.WorkingDirectory, process.Environment!.GetValueOrDefault("PATH")) is null)
        {
            return process;
        }

        return process with
        {
            FileName = await ProgramAsync(cancellation),
            Arguments =
            [
                Mode == SandboxMode.Landlock ? "landlock" : "namespaces",
                $"{(confinement.Spec.Attendant is null ? "" : "u")}{(confinement.HasOneCore ? "1" : "")}",
                CommonTo(confinement.Spec).Path,
                confinement.Opened ?? "-",
                .. WithLinks(confinement.Rules).Select(rule => rule.ToString()),
                "--",
                process.FileName,
                .. process.Arguments,
            ],
        };
    }

    /// <returns>Whether a step may read that, wherever links in it lead.</returns>
    internal bool Permits(ActionSpec spec, IEnumerable<SandboxRule> rules, string path)
    {
        var target = PathChain.Of(path).Target;
        return CommonTo(spec).Rules.Concat(rules)
            .Select(rule => PathChain.Of(rule.Path).Target)
            .Any(allowed => target.StartsWith(allowed, StringComparison.Ordinal) && (target.Length == allowed.Length || target[allowed.Length] == '/'));
    }

    private RuleFile CommonTo(ActionSpec spec) => common.GetOrAdd(spec.Machine is not null, runsTools => new(() => Write(runsTools))).Value;

    private RuleFile Write(bool runsTools)
    {
        List<SandboxRule> rules =
        [
            .. MachineFiles.OfShell(),
            .. runsTools || toolchainFiles.Count > 0 ? MachineFiles.OfTools() : [],
            .. toolchainFiles.Select(SandboxRule.Run),
            SandboxRule.Run(programFolder),
        ];
        var path = cache.Temporary.NewPath();
        File.WriteAllLines(path, WithLinks(rules).Select(rule => rule.ToString()).Distinct());
        return new RuleFile(path, rules);
    }

    /// <summary>Where the root is another one, the ways to what is named have to be made there.</summary>
    private IEnumerable<SandboxRule> WithLinks(IEnumerable<SandboxRule> rules)
    {
        foreach (var rule in rules)
        {
            if (Mode == SandboxMode.Landlock)
            {
                yield return rule;
                continue;
            }

            var chain = PathChain.Of(rule.Path);
            yield return rule with { Path = chain.Target };
            foreach (var (path, target) in chain.Links)
            {
                yield return SandboxRule.Link(path, target);
            }
        }
    }

    private Task<string> ProgramAsync(CancellationToken cancellation)
    {
        lock (gate)
        {
            return program is null or { IsCanceled: true } ? program = MakeAsync(cancellation) : program;
        }
    }

    private async Task<string> MakeAsync(CancellationToken cancellation)
    {
        var native = NativeProgram.Embedded(typeof(Sandbox), "sandbox.c", "watch.h");
        var problems = new List<string>();
        foreach (var compiler in await compilers!(cancellation))
        {
            var built = await native.BuildAsync(compiler, programFolder, new ProcessLauncher(), cancellation);
            if (built.Path is { } path)
            {
                return path;
            }

            problems.Add(built.Problem);
        }

        throw new BuildException(
            EngineErrors.NoSandbox,
            "the sandbox",
            $"no compiler makes the program that keeps steps apart from this machine: {string.Join('\n', problems)}",
            "mend what the compiler says; or build without it: --sandbox=none");
    }

    private sealed record RuleFile(string Path, IReadOnlyList<SandboxRule> Rules);
}

/// <summary>What one run of a step is kept to.</summary>
/// <param name="Rules">What it may do besides what every such step may, its folder among it.</param>
internal sealed record Confinement(ActionSpec Spec, IReadOnlyList<SandboxRule> Rules)
{
    /// <summary>Where to note what it asks for; null where nobody wants to know.</summary>
    public string? Opened { get; init; }

    public bool HasOneCore { get; init; }
}

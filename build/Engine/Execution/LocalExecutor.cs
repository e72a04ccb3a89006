using System.Globalization;
using OpenLinux.Common.Files;
using OpenLinux.Common.Processes;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Reporting;
using OpenLinux.Engine.Sandboxes;
using OpenLinux.Engine.Storage;

namespace OpenLinux.Engine.Execution;

/// <summary>
/// Runs an action on this machine, in a folder of its own that holds its inputs and nothing else, with its environment and nothing else.
/// </summary>
/// <param name="isSecond">Whether what no output may depend on is to be otherwise than usual.</param>
/// <remarks>Trees that steps share are linked into the folder; where that could make a difference, all is copied and run again.</remarks>
internal sealed class LocalExecutor(
    IContentStore store,
    InputContent inputs,
    IProcessLauncher launcher,
    CacheFolder cache,
    TreeArea trees,
    Sandbox sandbox,
    FailedActions failures,
    IBuildReporter reporter,
    int jobs,
    bool isSecond = false) : IActionExecutor
{
    private const string JobsVariable = "JOBS";
    private const string SearchPath = "PATH";
    private const string TemporaryVariable = "TMPDIR";

    /// <summary>For what scripts write down in passing.</summary>
    private const string TemporaryName = ".tmp";

    private const int ShownLines = 100;
    private const string NoSpaceMessage = "No space left on device";

    /// <summary>What is otherwise in the environment of a second run: names that differ, and values of the same meaning.</summary>
    private static readonly Dictionary<string, string> SecondEnvironment = new()
    {
        ["USER"] = "somebody",
        ["LOGNAME"] = "somebody",
        ["HOME"] = "/nonexistent/somebody",
        ["TZ"] = "XXX-13:30",
        ["LC_ALL"] = "C.UTF-8",
        ["JOBS"] = "1",
    };

    private readonly InputLayout layout = new(store, inputs, new DirectoryReader(store));
    private readonly SharedTrees shared = new(trees, new InputLayout(store, inputs, new DirectoryReader(store)));
    private readonly Workspaces workspaces = new(cache.Workplace);
    private readonly OutputCollector collector = new(store);

    public async Task<ExecutionResult> ExecuteAsync(ActionSpec spec, CancellationToken cancellation)
    {
        reporter.ActionEntered(spec, ActionPhase.Stage);
        failures.ClearEarlier();
        Umask.SetUsual();
        try
        {
            return await ExecuteLinkedAsync(spec, cancellation) ?? await ExecuteCopiedAsync(spec, cancellation);
        }
        catch (Exception fault) when (StorageFaults.IsFault(fault))
        {
            throw StorageFaults.Translate(fault, cache.Root);
        }
    }

    /// <returns>The folder of this machine that has a tree's files.</returns>
    public Task<string> FolderOfAsync(SubtreeNode tree, CancellationToken cancellation) => shared.FolderOfAsync(tree, cancellation);

    /// <summary>What the failure of a step that ran elsewhere is to people: what it read is laid out here, so that it can be repeated.</summary>
    public async Task<Exception> FailedElsewhereAsync(ActionSpec spec, ProcessResult result, CancellationToken cancellation)
    {
        failures.ClearEarlier();
        var folder = cache.Workplace.NewPath();
        try
        {
            Directory.CreateDirectory(folder);
            await layout.WriteAsync(spec.Inputs, spec.Made, folder, cancellation);
            return Told(spec, await WithToolsAsync(spec, cancellation), folder, result);
        }
        finally
        {
            FolderRemoval.TryRemove(folder);
        }
    }

    /// <returns>Null where nothing can be linked, or where the step failed or read something through "..": in a copy that may end otherwise.</returns>
    private async Task<ExecutionResult?> ExecuteLinkedAsync(ActionSpec spec, CancellationToken cancellation)
    {
        var linked = shared.LinkableOf(spec);
        if (linked.Count == 0)
        {
            return null;
        }

        var made = spec.Made;
        var copied = spec.Inputs.Where((path, _) => !linked.ContainsKey(path));
        var workspace = await workspaces.TakeAsync(
            KindOf(linked, copied, made),
            async folder =>
            {
                await layout.WriteAsync(copied, [.. made, .. linked.Keys], folder, cancellation);
                return await shared.TryLinkAsync(linked, folder, cancellation);
            });
        if (workspace is null)
        {
            return null;
        }

        var folder = workspace.Folder;
        try
        {
            var result = await LaunchAsync(spec, folder, [.. linked.Values], opened: null, cancellation);
            reporter.ActionEntered(spec, ActionPhase.Store);
            if (result.ExitCode == 0 && ReadInputs(spec, folder) is var read && read?.Exists(path => SharedTrees.Leaves(linked, path)) is not true)
            {
                var outputs = await collector.CollectAsync(spec, folder, cancellation);
                foreach (var path in made)
                {
                    File.Delete(Path.Combine(folder, path));
                }

                workspaces.Return(workspace, isReusable: copied.Nodes.Count == 0);
                return new ExecutionResult(outputs, result.Stdout, result.Stderr, read);
            }
        }
        catch (OperationCanceledException)
        {
            StrayProcesses.EndAllIn(folder);
            FolderRemoval.TryRemove(folder);
            throw;
        }

        FolderRemoval.TryRemove(folder);
        return null;
    }

    private static string KindOf(IReadOnlyDictionary<string, SubtreeNode> linked, FileTree copied, IEnumerable<string> made) => string.Join(
        '\n',
        [
            MerkleTree.Of(copied).RootDigest.Hash,
            .. linked.Select(tree => $"{tree.Value.Directory} {tree.Key}"),
            .. made.Select(path => Path.GetDirectoryName(path)!).Distinct(),
        ]);

    private async Task<ExecutionResult> ExecuteCopiedAsync(ActionSpec spec, CancellationToken cancellation)
    {
        var folder = cache.Workplace.NewPath();
        try
        {
            return await ExecuteInAsync(folder, spec, cancellation);
        }
        catch (OperationCanceledException)
        {
            StrayProcesses.EndAllIn(folder);
            throw;
        }
        finally
        {
            FolderRemoval.TryRemove(folder);
        }
    }

    private async Task<ExecutionResult> ExecuteInAsync(string folder, ActionSpec spec, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        await layout.WriteAsync(spec.Inputs, spec.Made, folder, cancellation);
        var result = await LaunchAsync(spec, folder, [], opened: null, cancellation);
        if (result.ExitCode != 0)
        {
            StrayProcesses.EndAllIn(folder);
            throw await RefusalAsync(spec, folder, result, cancellation) ?? Failure(spec, await WithToolsAsync(spec, cancellation), folder, result);
        }

        reporter.ActionEntered(spec, ActionPhase.Store);
        var outputs = await collector.CollectAsync(spec, folder, cancellation);
        return new ExecutionResult(outputs, result.Stdout, result.Stderr, ReadInputs(spec, folder));
    }

    /// <summary>Why it failed, where that is a refusal; watched once more where its words do not say.</summary>
    private async Task<Exception?> RefusalAsync(ActionSpec spec, string folder, ProcessResult result, CancellationToken cancellation)
    {
        if (!sandbox.IsEquipped)
        {
            return null;
        }

        var environment = await WithToolsAsync(spec, cancellation);
        var said = SaidBy(result);
        var denials = new Denials(sandbox, spec, await RulesAsync(spec, folder, [], cancellation), folder);
        return denials.Told(Tail(said), opened: null, environment)
            ?? (Denials.AreLikely(said) ? denials.Told(Tail(said), await WatchedAsync(spec, cancellation), environment) : null);
    }

    private async Task<byte[]?> WatchedAsync(ActionSpec spec, CancellationToken cancellation)
    {
        var folder = cache.Workplace.NewPath();
        var opened = cache.Temporary.NewPath();
        try
        {
            Directory.CreateDirectory(folder);
            await layout.WriteAsync(spec.Inputs, spec.Made, folder, cancellation);
            await LaunchAsync(spec with { Attendant = null }, folder, [], opened, cancellation);
            return File.Exists(opened) ? await File.ReadAllBytesAsync(opened, cancellation) : null;
        }
        finally
        {
            StrayProcesses.EndAllIn(folder);
            FolderRemoval.TryRemove(folder);
            File.Delete(opened);
        }
    }

    /// <param name="linked">Trees that are linked into the folder.</param>
    /// <param name="opened">Where to note what it asks for; null for no such note.</param>
    private async Task<ProcessResult> LaunchAsync(
        ActionSpec spec, string folder, IReadOnlyCollection<SubtreeNode> linked, string? opened, CancellationToken cancellation)
    {
        reporter.ActionEntered(spec, ActionPhase.Run);
        var environment = await EnvironmentOfAsync(spec, folder, cancellation);
        var process = new ProcessSpec(spec.Arguments[0], [.. spec.Arguments.Skip(1)], folder, environment, line => reporter.ActionSaid(spec, line));
        var rules = await RulesAsync(spec, folder, linked, cancellation);
        await using var attendance = spec.Attendant is null ? null : await spec.Attendant.AttendAsync(spec with { Environment = environment }, folder, cancellation);
        if (attendance is not null)
        {
            process = process with { Environment = new Dictionary<string, string>(environment.Concat(attendance.Environment)) };
        }

        return await launcher.RunAsync(
            await sandbox.ConfineAsync(process, new Confinement(spec, rules) { Opened = opened, HasOneCore = isSecond }, cancellation), cancellation);
    }

    /// <summary>What it may do of its own: write into its folder, read the trees linked there, run its tools, read what it declares.</summary>
    private async ValueTask<IReadOnlyList<SandboxRule>> RulesAsync(
        ActionSpec spec, string folder, IReadOnlyCollection<SubtreeNode> linked, CancellationToken cancellation)
    {
        if (!sandbox.IsEquipped)
        {
            return [];
        }

        var rules = new List<SandboxRule> { SandboxRule.Write(folder) };
        foreach (var tree in linked)
        {
            rules.Add(SandboxRule.Read(await FolderOfAsync(tree, cancellation)));
        }

        if (spec.Tools is { } tools)
        {
            rules.Add(SandboxRule.Run(await FolderOfAsync(tools.Files, cancellation)));
        }

        rules.AddRange((spec.Machine?.Paths ?? []).Select(SandboxRule.Run));
        return rules;
    }

    /// <summary>How many processes a step's own build system may start is this machine's matter, and in no key: no output may depend on it.</summary>
    private async Task<IReadOnlyDictionary<string, string>> EnvironmentOfAsync(ActionSpec spec, string folder, CancellationToken cancellation)
    {
        var temporary = folder;
        if (spec.Machine is not null)
        {
            temporary = Path.Combine(folder, TemporaryName);
            Directory.CreateDirectory(temporary);
        }

        var environment = new Dictionary<string, string>(await WithToolsAsync(spec, cancellation));
        environment.TryAdd(TemporaryVariable, temporary);
        if (spec.Headers is null)
        {
            environment.TryAdd(JobsVariable, jobs.ToString(CultureInfo.InvariantCulture));
        }

        foreach (var (name, value) in isSecond ? SecondEnvironment : [])
        {
            environment[name] = value;
        }

        return environment;
    }

    private async ValueTask<IReadOnlyDictionary<string, string>> WithToolsAsync(ActionSpec spec, CancellationToken cancellation)
    {
        if (spec.Tools is not { } tools)
        {
            return spec.Environment;
        }

        var programs = Path.Combine(await FolderOfAsync(tools.Files, cancellation), ToolTree.Programs);
        return new Dictionary<string, string>(spec.Environment)
        {
            [SearchPath] = string.Join(Path.PathSeparator, [programs, .. ProgramPath.FoldersOf(spec.Environment.GetValueOrDefault(SearchPath))]),
        };
    }

    private Exception Failure(ActionSpec spec, IReadOnlyDictionary<string, string> environment, string folder, ProcessResult result)
    {
        var said = SaidBy(result);
        return said.Contains(NoSpaceMessage, StringComparison.Ordinal)
            ? StorageFaults.DiskFull(cache.Root, $"{spec.Label}: {Tail(said)}")
            : Told(spec, environment, folder, result);
    }

    private ActionFailedException Told(ActionSpec spec, IReadOnlyDictionary<string, string> environment, string folder, ProcessResult result)
    {
        var kept = failures.Keep(folder, $"{spec.Mnemonic}-{EncodedAction.Of(spec).Key.Short}");
        var repeat = kept is null ? null : ShellCommand.Line(kept, environment, spec.Arguments);
        failures.Remember(repeat);
        return new ActionFailedException(
            spec.Label,
            result.ExitCode,
            $"{spec.Arguments[0]} ended with exit code {result.ExitCode}\n{Tail(SaidBy(result)).Replace(folder, kept ?? folder, StringComparison.Ordinal)}",
            repeat);
    }

    private static string SaidBy(ProcessResult result) => string.IsNullOrWhiteSpace(result.Stderr) ? result.Stdout : result.Stderr;

    private static string Tail(string text)
    {
        var lines = text.TrimEnd().Split('\n');
        return string.Join('\n', lines.Skip(lines.Length - ShownLines));
    }

    /// <summary>Paths as the compiler wrote them, without the way to the input root.</summary>
    private static List<string>? ReadInputs(ActionSpec spec, string folder)
    {
        if (spec.Headers is null)
        {
            return null;
        }

        if (spec.Headers.Depfile is not { } name)
        {
            return [];
        }

        var depfile = Path.Combine(folder, name);
        if (!File.Exists(depfile))
        {
            throw OutputCollector.Missing(spec, name, "there is no such depfile");
        }

        return [.. Depfile.Prerequisites(File.ReadAllText(depfile)).Select(path =>
            path.StartsWith(folder + "/", StringComparison.Ordinal) ? path[(folder.Length + 1)..] : path)];
    }
}

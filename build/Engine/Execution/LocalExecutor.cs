using OpenLinux.Common.Files;
using OpenLinux.Common.Processes;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Reporting;
using OpenLinux.Engine.Storage;

namespace OpenLinux.Engine.Execution;

/// <summary>
/// Runs an action on this machine, in a folder of its own that holds its inputs and nothing else, with its environment and nothing else.
/// </summary>
/// <remarks>Trees that compiles share are linked into the folder; where that could make a difference, all is copied and run again.</remarks>
internal sealed class LocalExecutor(
    IContentStore store,
    InputContent inputs,
    IProcessLauncher launcher,
    CacheFolder cache,
    TreeArea trees,
    FailedActions failures,
    IBuildReporter reporter) : IActionExecutor
{
    private const int ShownLines = 100;
    private const string NoSpaceMessage = "No space left on device";

    private readonly InputLayout layout = new(store, inputs, new DirectoryReader(store));
    private readonly SharedTrees shared = new(trees, new InputLayout(store, inputs, new DirectoryReader(store)));
    private readonly OutputCollector collector = new(store);

    public async Task<ExecutionResult> ExecuteAsync(ActionSpec spec, CancellationToken cancellation)
    {
        reporter.ActionEntered(spec, ActionPhase.Stage);
        failures.ClearEarlier();
        Umask.SetUsual();
        return await InFolderAsync(folder => ExecuteLinkedInAsync(folder, spec, cancellation))
            ?? (await InFolderAsync(folder => ExecuteInAsync(folder, spec, cancellation)))!;
    }

    private async Task<ExecutionResult?> InFolderAsync(Func<string, Task<ExecutionResult?>> execute)
    {
        var folder = cache.Guard(cache.Workplace.NewPath);
        try
        {
            return await execute(folder);
        }
        catch (OperationCanceledException)
        {
            StrayProcesses.EndAllIn(folder);
            throw;
        }
        catch (Exception fault) when (StorageFaults.IsFault(fault))
        {
            throw StorageFaults.Translate(fault, cache.Root);
        }
        finally
        {
            FolderRemoval.TryRemove(folder);
        }
    }

    /// <returns>Null where nothing can be linked, or where the step failed or read something through "..": in a copy that may end otherwise.</returns>
    private async Task<ExecutionResult?> ExecuteLinkedInAsync(string folder, ActionSpec spec, CancellationToken cancellation)
    {
        var linked = shared.LinkableOf(spec);
        if (linked.Count == 0)
        {
            return null;
        }

        Directory.CreateDirectory(folder);
        var copied = spec.Inputs.Where((path, _) => !linked.ContainsKey(path));
        await layout.WriteAsync(copied, [.. MadeBy(spec), .. linked.Keys], folder, cancellation);
        if (!await shared.TryLinkAsync(linked, folder, cancellation)
            || await LaunchAsync(spec, folder, cancellation) is not { ExitCode: 0 } result)
        {
            return null;
        }

        reporter.ActionEntered(spec, ActionPhase.Store);
        var read = ReadInputs(spec, folder);
        return read is null || read.Exists(path => SharedTrees.Leaves(linked, path))
            ? null
            : new ExecutionResult(await collector.CollectAsync(spec, folder, cancellation), result.Stdout, result.Stderr, read);
    }

    private async Task<ExecutionResult?> ExecuteInAsync(string folder, ActionSpec spec, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        await layout.WriteAsync(spec.Inputs, MadeBy(spec), folder, cancellation);
        var result = await LaunchAsync(spec, folder, cancellation);
        if (result.ExitCode != 0)
        {
            throw Failure(spec, folder, result);
        }

        reporter.ActionEntered(spec, ActionPhase.Store);
        var outputs = await collector.CollectAsync(spec, folder, cancellation);
        return new ExecutionResult(outputs, result.Stdout, result.Stderr, ReadInputs(spec, folder));
    }

    private static string[] MadeBy(ActionSpec spec) => spec.Headers is null ? [.. spec.Outputs] : [.. spec.Outputs, spec.Headers.Depfile];

    private Task<ProcessResult> LaunchAsync(ActionSpec spec, string folder, CancellationToken cancellation)
    {
        reporter.ActionEntered(spec, ActionPhase.Run);
        return launcher.RunAsync(new ProcessSpec(spec.Arguments[0], [.. spec.Arguments.Skip(1)], folder, spec.Environment), cancellation);
    }

    private Exception Failure(ActionSpec spec, string folder, ProcessResult result)
    {
        StrayProcesses.EndAllIn(folder);
        var said = string.IsNullOrWhiteSpace(result.Stderr) ? result.Stdout : result.Stderr;
        if (said.Contains(NoSpaceMessage, StringComparison.Ordinal))
        {
            return StorageFaults.DiskFull(cache.Root, $"{spec.Label}: {Tail(said)}");
        }

        var kept = failures.Keep(folder, $"{spec.Mnemonic}-{EncodedAction.Of(spec).Key.Short}");
        return new ActionFailedException(
            spec.Label,
            result.ExitCode,
            $"{spec.Arguments[0]} ended with exit code {result.ExitCode}\n{Tail(said).Replace(folder, kept ?? folder, StringComparison.Ordinal)}",
            kept is null ? null : ShellCommand.Line(kept, spec.Environment, spec.Arguments));
    }

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

        var depfile = Path.Combine(folder, spec.Headers.Depfile);
        if (!File.Exists(depfile))
        {
            throw OutputCollector.Missing(spec, spec.Headers.Depfile, "there is no such depfile");
        }

        return [.. Depfile.Prerequisites(File.ReadAllText(depfile)).Select(path =>
            path.StartsWith(folder + "/", StringComparison.Ordinal) ? path[(folder.Length + 1)..] : path)];
    }
}

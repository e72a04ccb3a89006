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
public sealed class LocalExecutor(
    IContentStore store, IProcessLauncher launcher, CacheFolder cache, FailedActions failures, IBuildReporter reporter) : IActionExecutor
{
    private const int ShownLines = 100;
    private const string NoSpaceMessage = "No space left on device";

    private readonly InputLayout layout = new(store, new DirectoryReader(store));
    private readonly OutputCollector collector = new(store);

    public async Task<ExecutionResult> ExecuteAsync(ActionSpec spec, CancellationToken cancellation)
    {
        reporter.ActionEntered(spec, ActionPhase.Stage);
        failures.ClearEarlier();
        Umask.SetUsual();
        var folder = cache.Guard(cache.Workplace.NewPath);
        try
        {
            return await ExecuteInAsync(folder, spec, cancellation);
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

    private async Task<ExecutionResult> ExecuteInAsync(string folder, ActionSpec spec, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        string[] made = spec.Headers is null ? [.. spec.Outputs] : [.. spec.Outputs, spec.Headers.Depfile];
        await layout.WriteAsync(spec.Inputs, made, folder, cancellation);
        reporter.ActionEntered(spec, ActionPhase.Run);
        var result = await RunAsync(spec, folder, cancellation);
        if (result.ExitCode != 0)
        {
            throw Failure(spec, folder, result);
        }

        reporter.ActionEntered(spec, ActionPhase.Store);
        var outputs = await collector.CollectAsync(spec, folder, cancellation);
        return new ExecutionResult(outputs, result.Stdout, result.Stderr, ReadInputs(spec, folder));
    }

    private async Task<ProcessResult> RunAsync(ActionSpec spec, string folder, CancellationToken cancellation)
    {
        var process = new ProcessSpec(spec.Arguments[0], [.. spec.Arguments.Skip(1)], folder, spec.Environment);
        if (spec.Attendant is null)
        {
            return await launcher.RunAsync(process, cancellation);
        }

        await using var attendance = await spec.Attendant.AttendAsync(spec, folder, cancellation);
        var environment = new Dictionary<string, string>(spec.Environment.Concat(attendance.Environment));
        return await launcher.RunAsync(process with { Environment = environment }, cancellation);
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

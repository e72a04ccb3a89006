using OpenLinux.Common.Errors;
using OpenLinux.Engine.Building;
using OpenLinux.Host.Cli;
using OpenLinux.Host.Reporting;
using OpenLinux.Host.Unchanged;

namespace OpenLinux.Host.Lifetime;

/// <summary>
/// What <c>--dryrun</c> tells besides the order of the tasks: each task is done with an engine that looks everything up and runs nothing,
/// over a cache and a checkout that stay as they are. Where the result of an action that would run is asked for, what follows cannot be told.
/// </summary>
internal sealed class DryRun(BuildContext context, PlanReporter reporter)
{
    private bool isCut;

    /// <param name="tasks">In the order in which they would run.</param>
    public async Task TellAsync(IEnumerable<string> tasks)
    {
        if (RemoteSelection.AddressOf(context) is not ("" or "none"))
        {
            Say("The remote cache is not asked: what only it has counts as not there.");
        }

        foreach (var name in tasks)
        {
            if (TaskCatalog.Make(name) is BuildTask task)
            {
                await TellAsync(name, task);
            }
        }
    }

    private async Task TellAsync(string name, BuildTask task)
    {
        if (!task.ShouldRun(context))
        {
            Say($"{name,-12} would be skipped");
            return;
        }

        if (!RepeatableRuns.IsRepeatable(name))
        {
            Say($"{name,-12} would run");
            return;
        }

        if (await UnknownAsync(task) is { } problem)
        {
            Say($"{name,-12} cannot be told: {problem}");
            return;
        }

        var (outcomes, changes) = reporter.Take();
        foreach (var line in new TaskPlan(outcomes, changes, isCut).Lines(name, all: context.CommandLine.Has("explain")))
        {
            Say(line);
        }
    }

    /// <returns>Why nothing can be told of the task; null where it can.</returns>
    private async Task<string?> UnknownAsync(BuildTask task)
    {
        try
        {
            await task.PlanAsync(context);
        }
        catch (PlanEndException)
        {
            isCut = true;
        }
        catch (Exception) when (reporter.HasPlanned && !context.Cancellation.IsCancellationRequested)
        {
            // Something was asked for that is not there, and that what would run makes.
            isCut = true;
        }
        catch (BuildException failure) when (failure.Code != CommonErrors.Interrupted)
        {
            isCut = true;
            return $"{failure.Code.Id}: {failure.Code.Title}: {failure.Subject}";
        }

        return null;
    }

    /// <summary>It is what was asked for.</summary>
    private static void Say(string line) => Console.Out.WriteLine(line);
}

using System.Diagnostics;
using Cake.Common.Diagnostics;
using Cake.Core;
using Cake.Frosting;
using OpenLinux.Common.Errors;
using OpenLinux.Host.Checkouts;
using OpenLinux.Host.Cli;
using OpenLinux.Host.Errors;
using OpenLinux.Host.Reporting;
using OpenLinux.Host.Unchanged;
using OpenLinux.Machine.Prerequisites;
using OpenLinux.Oci;
using OpenLinux.Oci.Layers;

namespace OpenLinux.Host.Lifetime;

/// <summary>Before the first task: the machine has what the targets need, and this checkout is ours. After the last: what failed becomes the exit code.</summary>
public sealed class BuildLifetime(RunEnding ending) : FrostingLifetime<BuildContext>
{
    private readonly long start = Stopwatch.GetTimestamp();

    public override void Setup(BuildContext context, ISetupContext info)
    {
        context.Verbose("Cake packages: {0}", System.Environment.GetEnvironmentVariable("OPENLINUX_CAKE_PACKAGES") ?? "bundled");
        if (context.Plan is { } plan)
        {
            // Cake names what the targets depend on even where they are to run alone.
            var run = TaskCatalog.RunBy(context.CommandLine.Targets, context.CommandLine.Has("exclusive"));
            var tasks = info.TasksToExecute.Select(task => task.Name).Intersect(run);
            Failures.NameAsync(() => new DryRun(context, plan).TellAsync(tasks)).GetAwaiter().GetResult();
            return;
        }

        context.Profiler?.Begin();
        context.Outcome?.Require();
        Failures.NameAsync(() => PrepareAsync(context)).GetAwaiter().GetResult();
    }

    public override void Teardown(BuildContext context, ITeardownContext info)
    {
        if (!info.Successful)
        {
            context.Services.UndoDaemonChanges();
        }

        if (info.ThrownException is ContainerExitException)
        {
            ending.Failed = null;
        }

        var isDry = context.Plan is not null;
        var isRemoteQuiet = isDry || !context.Services.EndRemote();
        context.Profiler?.End(context.Reporter);
        context.Screen.Dispose();
        if (!isDry)
        {
            context.Outcome?.Write(RunOutcome.Of(context, info.ThrownException), context.Reporter);
        }

        if (info.ThrownException is BuildException failure && failure.Code != CommonErrors.Interrupted)
        {
            FailureAnnotations.Tell(failure, context.Paths.Root);
        }

        var isDone = info.Successful && !isDry;
        var hasFoundNothingToDo = context.Reporter.HeardOfNothingDone;
        if (isDone)
        {
            Conclusion.Tell(context, hasFoundNothingToDo, Stopwatch.GetElapsedTime(start));
        }

        if (isDone && hasFoundNothingToDo && isRemoteQuiet && RepeatableRuns.Contain(context.CommandLine) && !RemoteSelection.HasSecret(context))
        {
            context.Run.FoundNothingToDo(new RestedOn(
                context.Paths,
                context.CacheFolder,
                context.Settings,
                context.Architectures,
                context.Services.Components,
                ToolchainNeeds.Of(TaskCatalog.NeedsOf(context.CommandLine.Targets, context.CommandLine.Has("exclusive")).Machine, context.Settings.Toolchain),
                context.Services.CompilerForThisMachineAsync().GetAwaiter().GetResult()));
        }

        context.Dispose();
        ending.ExitCode = info.ThrownException switch
        {
            null => ExitCodes.Success,
            BuildException error when error.Code == CommonErrors.Interrupted => ExitCodes.Interrupted,
            ContainerExitException container => container.ExitCode,
            BuildException error when HostErrors.IsUsage(error) => ExitCodes.Usage,
            _ => ExitCodes.Failure,
        };
    }

    private static void CheckImage(BuildContext context)
    {
        var image = context.Settings.Image;
        if (context.Architectures.Count > 1)
        {
            TagTemplates.RequireArchitecture(image.Tags);
        }

        foreach (var architecture in context.Architectures)
        {
            context.Services.Stamps.RequireReferences(architecture);
        }

        if (context.WantsOciImage)
        {
            LayerSplit.Require(image.Layers, context.Settings.Components);
        }
    }

    /// <summary>A mistake is better known now than after the build.</summary>
    private static async Task PrepareAsync(BuildContext context)
    {
        if (context.WantsPush)
        {
            PushOptions.Check(context.CommandLine, context.Settings.Image.Repository);
            context.Services.CheckSigning();
        }

        if (context.CommandLine.Targets.Any(target => target is "Run" or "Shell"))
        {
            context.Services.Containers.Check();
        }

        var (machine, checkout) = TaskCatalog.NeedsOf(context.CommandLine.Targets, context.CommandLine.Has("exclusive"));
        if (checkout && machine.HasFlag(Needs.Docker))
        {
            CheckImage(context);
        }

        if (checkout)
        {
            context.Services.CheckRemote();
        }

        await context.Services.Machine.EnsureAsync(machine, context.Cancellation);
        if (context.CommandLine.Has("with"))
        {
            await context.Services.BaselineAsync();
        }

        if (checkout)
        {
            context.CheckoutLock = await Checkouts.CheckoutLock.TakeAsync(
                context.Paths.Lock, $"--target={string.Join(",", context.CommandLine.Targets)}", context.Reporter, context.Cancellation);
            Abandoned.Remove(context.Paths);
        }

        if (checkout && machine.HasFlag(Needs.Docker))
        {
            context.Services.AnticipateRepository();
        }
    }
}

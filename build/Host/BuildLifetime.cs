using Cake.Common.Diagnostics;
using Cake.Core;
using Cake.Frosting;
using OpenLinux.Engine.Diagnostics;
using OpenLinux.Host.Cli;
using OpenLinux.Machine.Prerequisites;

namespace OpenLinux.Host;

/// <summary>Before the first task: the machine has what the targets need, and this checkout is ours. After the last: what failed becomes the exit code.</summary>
public sealed class BuildLifetime : FrostingLifetime<BuildContext>
{
    /// <summary>What the process returns where Cake says only that it failed.</summary>
    internal static int ExitCode { get; private set; } = ExitCodes.Failure;

    /// <summary>What Cake, whose report comes after every task, lets no task say last.</summary>
    internal static string? LastLine { get; private set; }

    public override void Setup(BuildContext context, ISetupContext info)
    {
        context.Verbose("Cake packages: {0}", System.Environment.GetEnvironmentVariable("OPENLINUX_CAKE_PACKAGES") ?? "bundled");
        if (context.CommandLine.Has("dryrun"))
        {
            return;
        }

        if (context.WantsPush)
        {
            // A mistake in it is better known now than after the build.
            PushDestination.Check(context);
        }

        var (machine, checkout) = TaskCatalog.NeedsOf(context.CommandLine.Targets, context.CommandLine.Has("exclusive"));
        context.Services.Machine.EnsureAsync(machine, context.Cancellation).GetAwaiter().GetResult();
        if (context.CommandLine.Has("with"))
        {
            context.Services.BaselineAsync().GetAwaiter().GetResult();
        }

        if (checkout)
        {
            context.CheckoutLock = CheckoutLock
                .AcquireAsync(context.Paths.Lock, $"--target={string.Join(",", context.CommandLine.Targets)}", context.Journal, context.Cancellation)
                .GetAwaiter().GetResult();
        }

        if (checkout && machine.HasFlag(Needs.Docker))
        {
            context.Services.AnticipateRepository();
        }
    }

    public override void Teardown(BuildContext context, ITeardownContext info)
    {
        LastLine = context.LastLine;
        context.Dispose();
        ExitCode = info.ThrownException switch
        {
            null => ExitCodes.Success,
            OperationCanceledException => ExitCodes.Interrupted,
            BuildException error when error.Code == EngineErrors.Interrupted => ExitCodes.Interrupted,
            ContainerExitException container => container.ExitCode,
            BuildException error when HostErrors.IsUsage(error.Code) => ExitCodes.Usage,
            _ => ExitCodes.Failure,
        };
    }
}

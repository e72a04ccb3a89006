using OpenLinux.Common.Errors;
using OpenLinux.Common.Reporting;
using OpenLinux.Machine.Daemon;
using OpenLinux.Machine.Foreign;
using OpenLinux.Machine.Packages;
using OpenLinux.Machine.Prerequisites;
using OpenLinux.Machine.Setup;

namespace OpenLinux.Machine.Readiness;

/// <summary>Brings the machine to where work can start, or says what it lacks and how to get it.</summary>
public sealed class MachineSetup(
    MachineFacts machine,
    PrerequisiteProbe probe,
    PackageInstaller installer,
    SetupAdvice advice,
    SetupGate gate,
    DockerDaemon daemon,
    ForeignPrograms foreign,
    IReporter reporter)
{
    /// <param name="needs">What is about to be done.</param>
    /// <param name="architectures">For which architectures, as <c>uname -m</c> names them.</param>
    /// <param name="cancellation">Ends it, an installation included.</param>
    /// <exception cref="BuildException"><c>OL201</c>–<c>OL207</c>, each with the commands for this system.</exception>
    public async Task EnsureAsync(Needs needs, IReadOnlyList<string> architectures, CancellationToken cancellation)
    {
        var wanted = Wanted(needs, architectures);
        var lacking = await LackingAsync(wanted, cancellation);
        if (lacking.Count > 0)
        {
            await ProvideAsync(lacking, cancellation);
        }

        if (needs.HasFlag(Needs.Docker))
        {
            await daemon.EnsureAsync(cancellation);
        }

        if (needs.HasFlag(Needs.RunForeign))
        {
            foreach (var architecture in architectures)
            {
                if (!await foreign.EnsureAsync(architecture, cancellation))
                {
                    reporter.Warning($"Programs for {architecture} cannot be run on this machine; what would run them is left out.");
                }
            }
        }
    }

    private IReadOnlyList<Prerequisite> Wanted(Needs needs, IReadOnlyList<string> architectures)
    {
        var wanted = PrerequisiteCatalog.For(needs, architectures, machine);
        // An engine is missing only where nothing answers: it may well run elsewhere.
        return needs.HasFlag(Needs.Docker) && PrerequisiteCatalog.DockerEngine.Detection.Find(machine) is null && daemon.CanBeStartedHere(daemon.Ask())
            ? [.. wanted, PrerequisiteCatalog.DockerEngine]
            : wanted;
    }

    private async Task<IReadOnlyList<PrerequisiteStatus>> LackingAsync(IReadOnlyList<Prerequisite> wanted, CancellationToken cancellation)
    {
        var lacking = new List<PrerequisiteStatus>();
        foreach (var prerequisite in wanted)
        {
            var status = await probe.CheckAsync(prerequisite, cancellation);
            if (status.State != PrerequisiteState.Present)
            {
                lacking.Add(status);
            }
        }

        return lacking;
    }

    private async Task ProvideAsync(IReadOnlyList<PrerequisiteStatus> lacking, CancellationToken cancellation)
    {
        Prerequisite[] prerequisites = [.. lacking.Select(status => status.Prerequisite)];
        var packages = advice.PackagesOf(prerequisites);
        if (advice.Manager is { } manager && packages.Count > 0
            && await gate.OpenAsync(Question(lacking, manager, packages), manager.NeedsRoot, cancellation) is { } elevation)
        {
            try
            {
                await installer.InstallAsync(manager, packages, elevation, cancellation);
            }
            catch (BuildException failure) when (Array.TrueForAll(prerequisites, prerequisite => prerequisite.Optional))
            {
                reporter.Warning(failure.Message);
                return;
            }

            lacking = await LackingAsync(prerequisites, cancellation);
        }

        Refuse(lacking);
    }

    private void Refuse(IReadOnlyList<PrerequisiteStatus> lacking)
    {
        foreach (var status in lacking.Where(status => status.Prerequisite.Optional))
        {
            reporter.Warning($"{status.Prerequisite.Name} is missing; it would be installed by:\n{advice.CommandsFor(status.Prerequisite)}");
        }

        PrerequisiteStatus[] required = [.. lacking.Where(status => !status.Prerequisite.Optional)];
        if (required.Length == 0)
        {
            return;
        }

        var code = advice.Manager is null ? MachineErrors.NoPackageManager
            : Array.Exists(required, status => status.State == PrerequisiteState.Missing) ? MachineErrors.PrerequisiteMissing
            : MachineErrors.PrerequisiteTooOld;
        throw new BuildException(
            code,
            string.Join(", ", required.Select(status => status.Prerequisite.Name)),
            string.Join('\n', required.Select(Describe)),
            $"{advice.CommandsFor([.. required.Select(status => status.Prerequisite)])}\nor let this build do it: --setup=auto");
    }

    private static string Question(IReadOnlyList<PrerequisiteStatus> lacking, PackageManager manager, IReadOnlyList<string> packages) =>
        $"{string.Join('\n', lacking.Select(Describe))}\nInstall {string.Join(' ', packages)} with {manager.Program}?";

    private static string Describe(PrerequisiteStatus status) => status.State == PrerequisiteState.TooOld
        ? $"{status.Prerequisite.Name} is {status.Version} ({status.Path}); wanted is {status.Prerequisite.Wanted}"
        : $"{status.Prerequisite.Name} is not installed";
}

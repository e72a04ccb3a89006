using OpenLinux.Common.Processes;
using OpenLinux.Common.Reporting;
using OpenLinux.Machine.Daemon;
using OpenLinux.Machine.Foreign;
using OpenLinux.Machine.Packages;
using OpenLinux.Machine.Prerequisites;
using OpenLinux.Machine.Setup;

namespace OpenLinux.Machine.Readiness;

/// <summary>The services of this room, put together for one run.</summary>
public sealed class MachineServices
{
    /// <param name="machine">The machine; <see cref="MachineFacts.Current"/> for this one.</param>
    /// <param name="setup">The value of <c>--setup</c>, or null where the user did not say.</param>
    /// <param name="stateFolder">Where tool versions are remembered, such as <c>.cache/machine</c>.</param>
    /// <exception cref="Common.Errors.BuildException"><c>OL208</c>: no such policy.</exception>
    public MachineServices(
        MachineFacts machine,
        string? setup,
        string stateFolder,
        IProcessLauncher launcher,
        IReporter reporter,
        ISetupPrompt prompt,
        DockerDaemonOptions? daemonOptions = null)
    {
        var options = daemonOptions ?? new DockerDaemonOptions();
        var gate = new SetupGate(machine, launcher, prompt, SetupPolicies.Resolve(setup, machine));
        var probe = new PrerequisiteProbe(machine, launcher, new VersionMemory(Path.Join(stateFolder, "versions.tsv")));
        var advice = new SetupAdvice(machine);
        Daemon = new DockerDaemon(machine, launcher, gate, new DaemonLauncher(machine, options, reporter), options);
        Foreign = new ForeignPrograms(machine, launcher, gate, advice);
        Setup = new MachineSetup(
            machine, probe, new PackageInstaller(machine, launcher, reporter), advice, gate, Daemon, Foreign, reporter);
        Doctor = new DoctorReport(machine, probe, advice, Daemon, Foreign);
    }

    public MachineSetup Setup { get; }

    public DoctorReport Doctor { get; }

    public DockerDaemon Daemon { get; }

    public ForeignPrograms Foreign { get; }
}

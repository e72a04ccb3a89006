using OpenLinux.Machine.Daemon;
using OpenLinux.Machine.Foreign;
using OpenLinux.Machine.Prerequisites;
using OpenLinux.Machine.Setup;

namespace OpenLinux.Machine.Readiness;

/// <summary>Looks at everything this project could need, changes nothing, and says what it found.</summary>
public sealed class DoctorReport(
    MachineFacts machine, PrerequisiteProbe probe, SetupAdvice advice, DockerDaemon daemon, ForeignPrograms foreign)
{
    private const Needs Everything = Needs.Compile | Needs.Toolchain | Needs.Docker | Needs.RunForeign | Needs.Test;

    public async Task<IReadOnlyList<DoctorRow>> MakeAsync(IReadOnlyList<string> architectures, CancellationToken cancellation)
    {
        var rows = new List<DoctorRow>();
        foreach (var prerequisite in PrerequisiteCatalog.For(Everything, architectures, machine))
        {
            rows.Add(Row(await probe.DescribeAsync(prerequisite, cancellation)));
        }

        rows.Add(await DaemonRowAsync(cancellation));
        rows.AddRange(architectures.Where(architecture => architecture != machine.Architecture).Select(ForeignRow));
        return rows;
    }

    private DoctorRow Row(PrerequisiteStatus status)
    {
        var found = status.State == PrerequisiteState.Missing ? "missing"
            : status.Version is null ? status.Path!
            : $"{status.Version} ({status.Path})";
        var verdict = status.State == PrerequisiteState.Present ? DoctorVerdict.Good
            : status.Prerequisite.Optional ? DoctorVerdict.Optional
            : DoctorVerdict.Bad;
        var fix = verdict == DoctorVerdict.Good ? "" : advice.CommandsFor(status.Prerequisite);
        return new DoctorRow(status.Prerequisite.Name, found, status.Prerequisite.Wanted, fix, verdict);
    }

    private async Task<DoctorRow> DaemonRowAsync(CancellationToken cancellation)
    {
        var engine = PrerequisiteCatalog.DockerEngine;
        var answer = daemon.Ask();
        if (answer.State is DaemonState.Reachable or DaemonState.KnownToClient)
        {
            var old = answer.Version is not null && answer.Version < engine.Minimum;
            var version = answer.Version?.ToString() ?? "some version";
            return new DoctorRow(
                engine.Name, $"{version} at {daemon.Endpoint}", engine.Wanted, old ? advice.CommandsFor(engine) : "", old ? DoctorVerdict.Bad : DoctorVerdict.Good);
        }

        var installed = await probe.CheckAsync(engine, cancellation);
        var missing = installed.State == PrerequisiteState.Missing && daemon.CanBeStartedHere(answer);
        var found = answer.State == DaemonState.NotPermitted ? $"not permitted: {daemon.Endpoint}"
            : missing ? "missing"
            : $"not running: {daemon.Endpoint}";
        return new DoctorRow(
            engine.Name, found, $"running, {engine.Wanted}", missing ? advice.CommandsFor(engine) : daemon.FixFor(answer), DoctorVerdict.Bad);
    }

    private DoctorRow ForeignRow(string architecture)
    {
        var runs = foreign.CanRun(architecture);
        return new DoctorRow(
            $"running {architecture} programs",
            runs ? "yes" : "no",
            "for tests of its images",
            runs || machine.Family != OperatingSystemFamily.Linux ? "" : "install qemu as above, then run again with --setup=auto as root",
            runs ? DoctorVerdict.Good : DoctorVerdict.Optional);
    }
}

/// <param name="Found">The version and where it is, or "missing".</param>
/// <param name="Wanted">">= 14.0", "any", "running".</param>
/// <param name="Fix">The commands that put it right, one a line; empty where nothing is to be done.</param>
/// <param name="Verdict">Whether it will do.</param>
public sealed record DoctorRow(string Prerequisite, string Found, string Wanted, string Fix, DoctorVerdict Verdict);

public enum DoctorVerdict
{
    Good,

    /// <summary>Missing, and the work goes on with less.</summary>
    Optional,

    Bad,
}

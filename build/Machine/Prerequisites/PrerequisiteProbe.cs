using OpenLinux.Common.Processes;

namespace OpenLinux.Machine.Prerequisites;

/// <summary>Looks prerequisites up on this machine. A program is started only to learn a version that was never asked before.</summary>
public sealed class PrerequisiteProbe(MachineFacts machine, IProcessLauncher launcher, VersionMemory versions)
{
    /// <summary>What work needs to know: a version is asked only where a minimum is set.</summary>
    public Task<PrerequisiteStatus> CheckAsync(Prerequisite prerequisite, CancellationToken cancellation) =>
        LookUpAsync(prerequisite, askVersion: prerequisite.Minimum is not null, cancellation);

    /// <summary>What people want to know: every version that can be asked.</summary>
    public Task<PrerequisiteStatus> DescribeAsync(Prerequisite prerequisite, CancellationToken cancellation) =>
        LookUpAsync(prerequisite, askVersion: true, cancellation);

    private async Task<PrerequisiteStatus> LookUpAsync(Prerequisite prerequisite, bool askVersion, CancellationToken cancellation)
    {
        if (prerequisite.Detection.Find(machine) is not { } path)
        {
            return new PrerequisiteStatus(prerequisite, PrerequisiteState.Missing, null, null);
        }

        var version = askVersion && prerequisite.VersionArguments is { } arguments
            ? versions.Recall(path) ?? await AskAsync(path, arguments, cancellation)
            : null;
        // A program that does not tell its version gets the benefit of the doubt: it is there.
        var state = version is not null && version < prerequisite.Minimum ? PrerequisiteState.TooOld : PrerequisiteState.Present;
        return new PrerequisiteStatus(prerequisite, state, path, version);
    }

    private async Task<Version?> AskAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var result = await launcher.RunAsync(new ProcessSpec(program, arguments, Path.GetTempPath()), cancellation);
        var version = result.ExitCode == 0 ? ToolVersion.Find(result.Stdout) ?? ToolVersion.Find(result.Stderr) : null;
        if (version is not null)
        {
            versions.Remember(program, version);
        }

        return version;
    }
}

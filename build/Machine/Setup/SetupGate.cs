using OpenLinux.Common.Processes;

namespace OpenLinux.Machine.Setup;

/// <summary>Whether this run may change the machine, and how it becomes root for it.</summary>
public sealed class SetupGate(MachineFacts machine, IProcessLauncher launcher, ISetupPrompt prompt, SetupPolicy policy)
{
    /// <param name="question">What would be done, as a question.</param>
    /// <param name="needsRoot">Whether it takes root.</param>
    /// <param name="cancellation">Ends the asking.</param>
    /// <returns>What to put before each command, empty where nothing is needed; null where it may not or cannot be done.</returns>
    public async Task<IReadOnlyList<string>?> OpenAsync(string question, bool needsRoot, CancellationToken cancellation)
    {
        if (policy == SetupPolicy.Never)
        {
            return null;
        }

        var elevation = needsRoot ? await FindElevationAsync(cancellation) : [];
        if (elevation is null || (policy == SetupPolicy.Ask && !prompt.Confirm(question)))
        {
            return null;
        }

        return elevation;
    }

    private async Task<IReadOnlyList<string>?> FindElevationAsync(CancellationToken cancellation)
    {
        if (machine.IsPrivileged)
        {
            return [];
        }

        if (machine.FindProgram("sudo") is not { } sudo)
        {
            return null;
        }

        if (machine.HasTerminal)
        {
            return [sudo];
        }

        var asked = await launcher.RunAsync(new ProcessSpec(sudo, ["-n", "true"], Path.GetTempPath()), cancellation);
        return asked.ExitCode == 0 ? [sudo, "-n"] : null;
    }
}

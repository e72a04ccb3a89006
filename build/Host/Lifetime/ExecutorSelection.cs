using OpenLinux.Common.Processes;
using OpenLinux.Configuration;
using OpenLinux.Engine.Remote;
using OpenLinux.Host.Cli;
using OpenLinux.Remote;
using OpenLinux.Remote.Opening;

namespace OpenLinux.Host.Lifetime;

/// <summary>Where this run's commands run, beside this machine.</summary>
internal static class ExecutorSelection
{
    private const string None = "none";
    private const string Race = "remote-race";

    /// <summary>Steps on workers at a time where <c>--jobs</c> does not say: waiting for them costs this machine next to nothing.</summary>
    private const int UsualJobs = 32;

    /// <returns>Null where all run here.</returns>
    /// <exception cref="Common.Errors.BuildException">The address (<c>OL710</c>) or credentials (<c>OL711</c>) cannot be used.</exception>
    public static RemoteExecutionOptions? Of(BuildContext context, IProcessLauncher launcher)
    {
        var configured = context.Settings.RemoteExecution;
        if (configured.Executor is "" or None)
        {
            return null;
        }

        var timeout = TimeSpan.FromSeconds(configured.Timeout);
        return new RemoteExecutionOptions(RemoteExecutors.Open(RemoteSelection.SettingsOf(context, configured.Executor), launcher, timeout))
        {
            Jobs = context.CommandLine.Value(JobsSelection.Option) is { } jobs ? JobsSelection.Of(jobs) : UsualJobs,
            ToolFolder = configured.Toolchain == RemoteExecutionConfiguration.ToolchainAsInputs ? null : configured.Toolchain.TrimEnd('/'),
            Platform = configured.Platform,
            Timeout = timeout,
            FallsBack = configured.Fallback == RemoteExecutionConfiguration.LocalFallback,
            Races = configured.Race || context.CommandLine.Has(Race),
            SharesContent = RemoteSelection.AddressOf(context) == configured.Executor && configured.Executor.Length > 0,
        };
    }
}

using OpenLinux.Common.Errors;
using OpenLinux.Common.Reporting;

namespace OpenLinux.Host.Profiling;

/// <summary>What <c>--profile</c> asks for: a profile, and the file that it ends in.</summary>
internal sealed class Profiler(ProfileFile file)
{
    private bool hasBegun;

    public BuildProfile Profile { get; } = new();

    /// <exception cref="BuildException">The file cannot be written (<c>OL020</c>).</exception>
    public void Begin()
    {
        file.Require();
        hasBegun = true;
    }

    /// <summary>Writes the trace and sums it up, however the build ended; it is as it is where the trace can no longer be written.</summary>
    public void End(IReporter reporter)
    {
        if (!hasBegun)
        {
            return;
        }

        var build = Profile.End();
        try
        {
            file.Write(build);
        }
        catch (BuildException failure)
        {
            reporter.Warning(failure.Message);
            return;
        }

        reporter.Information($"Profile      {file.Path}: {build.Actions.Count} actions");
        foreach (var line in ProfileSummary.Of(build))
        {
            reporter.Information(line);
        }
    }
}

using OpenLinux.Common.Errors;

namespace OpenLinux.Configuration.Problems;

/// <summary>Gathers what is wrong, so that one run tells all of it.</summary>
public sealed class ConfigurationProblems
{
    private readonly List<ConfigurationProblem> problems = [];

    public int Count => problems.Count;

    public void Add(ErrorCode code, Origin origin, string key, string cause, string fix) =>
        problems.Add(new ConfigurationProblem(code, key.Length == 0 ? $"{origin}" : $"{origin}: {key}", cause, fix));

    /// <exception cref="BuildException">The one problem with its own code, or <c>OL100</c> listing all of them.</exception>
    public void ThrowIfAny()
    {
        if (problems is [var only])
        {
            throw new BuildException(only.Code, only.Subject, only.Cause, only.Fix);
        }

        if (problems.Count > 1)
        {
            throw new BuildException(
                ConfigurationErrors.Several,
                $"{problems.Count} errors",
                string.Join('\n', problems.Select(problem => $"{problem.Code.Id} {problem.Subject}: {problem.Cause}")),
                string.Join('\n', problems.Select(problem => $"{problem.Subject}: {problem.Fix}")));
        }
    }
}

/// <param name="Subject">Place and key: "config/openlinux.toml:12: image.repository", or "--repository: image.repository".</param>
/// <param name="Cause">What is there and what was expected.</param>
public sealed record ConfigurationProblem(ErrorCode Code, string Subject, string Cause, string Fix);

using System.Text.RegularExpressions;
using OpenLinux.Common.Errors;
using OpenLinux.Configuration;
using OpenLinux.Configuration.Problems;

namespace OpenLinux.Rootfs.Vetting;

/// <summary>
/// Makes the policy's patterns ready to search with. They run without backtracking: what they search is hostile, and must not
/// choose how long it takes.
/// </summary>
internal static class ContentPatterns
{
    public const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    /// <summary>
    /// "lib/home/x.c" is a relative path that leads through a folder called home. Up to three characters may still come
    /// before: a program's first text follows on what is no text at all.
    /// </summary>
    private const string NoPathBefore = "(?:^|[^A-Za-z0-9_./-])[A-Za-z0-9_./-]{0,3}";

    /// <exception cref="BuildException">One is no regular expression, or needs backtracking (<c>OL106</c>).</exception>
    public static Regex[] OfSecrets(InspectionPolicy policy) =>
        [.. policy.Vetting.Secrets.Select(pattern => Compile(pattern, pattern.Expression, VettingKeys.SecretPatterns))];

    /// <summary>Without those that <see cref="FolderScan"/> stands in for, where the policy collects folders.</summary>
    /// <exception cref="BuildException">One is no regular expression, or needs backtracking (<c>OL106</c>).</exception>
    public static Regex[] OfBuildPaths(InspectionPolicy policy) =>
        [.. policy.Vetting.BuildPaths
            .Where(pattern => !policy.CollectsFolders || policy.Places.FolderOf(pattern) is null)
            .Select(pattern => Compile(pattern, policy.Places.Expand($"{NoPathBefore}(?:{pattern.Expression})"), VettingKeys.BuildPathPatterns))];

    private static Regex Compile(ContentPattern pattern, string expression, string key)
    {
        try
        {
            return new Regex(expression, Options);
        }
        catch (Exception fault) when (fault is ArgumentException or NotSupportedException)
        {
            throw new BuildException(
                ConfigurationErrors.BadValue,
                $"{pattern.Origin}: {(pattern.Name.Length == 0 ? key : $"{key}.{pattern.Name}")}",
                fault.Message,
                "write a .NET regular expression without look-around, back-references and atomic groups",
                fault);
        }
    }
}

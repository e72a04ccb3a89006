using System.Text.RegularExpressions;

namespace OpenLinux.Rootfs.Vetting;

/// <summary>What <see cref="FileScan"/> looks for, as far as the policy decides.</summary>
internal sealed class ScanPatterns
{
    private ScanPatterns(Regex[] secrets, Regex[] buildPaths, bool collectsFolders)
    {
        Secrets = secrets;
        BuildPaths = buildPaths;
        CollectsFolders = collectsFolders;
        Key = string.Join('\n', [
            $"inspect-scan@{FileScan.Version} {(collectsFolders ? "folders" : "")}",
            .. secrets.Select(pattern => $"--secret={pattern}"),
            .. buildPaths.Select(pattern => $"--build-path={pattern}")]);
    }

    /// <summary>None where the rule is off.</summary>
    public Regex[] Secrets { get; }

    /// <summary>None where the rule is off.</summary>
    public Regex[] BuildPaths { get; }

    /// <summary>Whether the folders that programs name are collected.</summary>
    public bool CollectsFolders { get; }

    /// <summary>Equal where the same is found in the same content.</summary>
    public string Key { get; }

    /// <exception cref="OpenLinux.Common.Errors.BuildException">A pattern is no regular expression, or needs backtracking (<c>OL106</c>).</exception>
    public static ScanPatterns Of(InspectionPolicy policy)
    {
        var buildPaths = policy.IsOn(VettingRule.BuildPaths);
        return new ScanPatterns(
            policy.IsOn(VettingRule.Secrets) ? ContentPatterns.OfSecrets(policy) : [],
            buildPaths ? ContentPatterns.OfBuildPaths(policy) : [],
            buildPaths && policy.CollectsFolders);
    }
}

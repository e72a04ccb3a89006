namespace OpenLinux.Rootfs.Vetting;

/// <summary>Looks for keys and tokens in any file. What was found is not repeated: reports are read by many.</summary>
internal sealed class SecretScan
{
    private readonly InspectionPolicy policy;
    private readonly FindingCollector findings;
    private readonly PatternScanner scanner;

    public SecretScan(InspectionPolicy policy, FindingCollector findings)
    {
        this.policy = policy;
        this.findings = findings;
        IsNeeded = policy.IsOn(VettingRule.Secrets) && policy.Vetting.Secrets.Count > 0;
        scanner = new PatternScanner(IsNeeded ? ContentPatterns.OfSecrets(policy) : []);
    }

    public bool IsNeeded { get; }

    public void Feed(ReadOnlySpan<byte> chunk) => scanner.Feed(chunk);

    public void Finish(string path)
    {
        foreach (var (pattern, match) in policy.Vetting.Secrets.Zip(scanner.Finish()))
        {
            if (match is { } found)
            {
                findings.Break(
                    VettingRule.Secrets, path, $"at byte {found.Offset} it holds what looks like one ({pattern.Name})",
                    "take it out and revoke it; images keep what was ever in them");
            }
        }
    }
}

using OpenLinux.Engine.Diagnostics;

namespace OpenLinux.Images.Inspection;

/// <summary>Collects findings in constant memory: of each code so many one by one, then their count.</summary>
internal sealed class FindingCollector(int limitPerCode)
{
    private readonly List<Finding> findings = [];
    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Finding> firstUntold = new(StringComparer.Ordinal);

    public void Error(ErrorCode code, string path, string cause, string fix) =>
        Add(new Finding(code, path, cause, fix, Severity.Error));

    public void Warning(ErrorCode code, string path, string cause, string fix) =>
        Add(new Finding(code, path, cause, fix, Severity.Warning));

    public IReadOnlyList<Finding> ToList()
    {
        var all = new List<Finding>(findings);
        foreach (var (id, finding) in firstUntold)
        {
            all.Add(finding with { Cause = $"and {counts[id] - limitPerCode} more paths, of which this is the first" });
        }

        return all;
    }

    private void Add(Finding finding)
    {
        var count = counts.GetValueOrDefault(finding.Code.Id) + 1;
        counts[finding.Code.Id] = count;
        if (count <= limitPerCode)
        {
            findings.Add(finding);
        }
        else if (count == limitPerCode + 1)
        {
            firstUntold.Add(finding.Code.Id, finding);
        }
    }
}

using OpenLinux.Common.Errors;
using OpenLinux.Common.Text;
using OpenLinux.Configuration;

namespace OpenLinux.Rootfs.Vetting;

/// <summary>Collects findings in constant memory: of each code so many one by one, then their count.</summary>
internal sealed class FindingCollector(InspectionPolicy policy, KnownOrigins origins)
{
    private readonly int limitPerCode = policy.FindingsPerCode;
    private readonly List<Finding> findings = [];
    private readonly Dictionary<(string Code, Severity), int> counts = [];
    private readonly Dictionary<(string Code, Severity), Finding> firstBeyond = [];

    /// <summary>What no policy allows.</summary>
    public void Error(ErrorCode code, string path, string cause, string fix) =>
        Add(new Finding(code, path, cause, fix, Severity.Error));

    /// <summary>What a rule of the policy is about: an error, a warning or nothing.</summary>
    public void Break(VettingRule rule, string path, string cause, string fix)
    {
        if (LevelOf(rule) is not (var level and not RuleLevel.Off))
        {
            return;
        }

        if (IsAllowed(rule, path))
        {
            Add(new Finding(rule.Code, path, $"{cause}; allowed.{rule.Name} has its component", fix, Severity.Note) { Rule = rule.Name });
        }
        else
        {
            Add(new Finding(rule.Code, path, cause, fix, level == RuleLevel.Error ? Severity.Error : Severity.Warning) { Rule = rule.Name });
        }
    }

    /// <summary>What is wrong with the policy's own words about a rule.</summary>
    public void Warning(ErrorCode code, VettingRule rule, string subject, string cause, string fix)
    {
        if (LevelOf(rule) != RuleLevel.Off)
        {
            Add(new Finding(code, subject, cause, fix, Severity.Warning) { Rule = rule.Name });
        }
    }

    /// <summary>What a rule is about and cannot be told.</summary>
    public void Note(VettingRule rule, string path, string cause)
    {
        if (LevelOf(rule) != RuleLevel.Off)
        {
            Add(new Finding(rule.Code, path, cause, "inspect it where it is built", Severity.Note) { Rule = rule.Name });
        }
    }

    public IReadOnlyList<Finding> ToList()
    {
        var all = new List<Finding>(findings);
        foreach (var (kind, finding) in firstBeyond)
        {
            all.Add(finding with { Cause = $"and {counts[kind] - limitPerCode} more paths, of which this is the first" });
        }

        return all;
    }

    /// <summary>Tells what the policy allows to nobody.</summary>
    public void CheckAllowed()
    {
        foreach (var (rule, component) in from rule in policy.Vetting.Allowed from component in rule.Value select (rule.Key, component))
        {
            if (!origins.AreUnknown && !origins.Know(component))
            {
                Add(new Finding(
                    RootfsErrors.BudgetForNobody,
                    $"allowed.{rule}: {component}",
                    "no path of this root filesystem comes from it",
                    $"add {component} to components, or correct or drop the word in config/vetting.toml",
                    Severity.Warning));
            }
        }
    }

    private bool IsAllowed(VettingRule rule, string path) =>
        policy.Vetting.Allowed.GetValueOrDefault(rule.Name) is { } components && origins.OwnerOf(path) is { } owner && components.Contains(owner);

    private RuleLevel LevelOf(VettingRule rule) => policy.Vetting.Rules[rule.Name];

    private void Add(Finding finding)
    {
        var kind = (finding.Code.Id, finding.Severity);
        var count = counts.GetValueOrDefault(kind) + 1;
        counts[kind] = count;
        if (count <= limitPerCode)
        {
            findings.Add(Attributed(finding));
        }
        else if (count == limitPerCode + 1)
        {
            firstBeyond.Add(kind, Attributed(finding));
        }
    }

    private Finding Attributed(Finding finding) => finding with
    {
        Path = PrintableText.Of(finding.Path),
        Cause = PrintableText.Of(finding.Cause),
        Component = finding.Component ?? origins.OwnerOf(finding.Path),
    };
}

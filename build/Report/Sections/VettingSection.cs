using OpenLinux.Configuration;
using OpenLinux.Report.Markup;
using OpenLinux.Report.Model;
using OpenLinux.Rootfs.Vetting;

namespace OpenLinux.Report.Sections;

/// <summary>What was found, and the rules that were looked by.</summary>
internal static class VettingSection
{
    public const string Id = "vetting";

    public static Html Of(ImageReport report)
    {
        var findings = report.Inspection.Findings.OrderByDescending(finding => finding.Severity).ToList();
        return Html.Of($"""

            <section aria-labelledby="{Id}">{Marks.Heading(Id, "Vetting", Lead(report))}
            {(findings.Count == 0 ? Marks.Empty("Nothing to object to: no rule found anything.") : Findings(findings))}
            <table class="stack rules">
            <caption>Rules of config/vetting.toml</caption>
            <thead><tr><th scope="col">Rule</th><th scope="col">What holds</th><th scope="col">Level</th><th scope="col" class="number">Findings</th></tr></thead>
            <tbody>
            {VettingKeys.Rules.Select(rule => Rule(rule.Name, rule.Description, report.Policy, findings))}
            </tbody>
            </table>
            </section>
            """);
    }

    public static int RulesInForce(VettingConfiguration policy) => policy.Rules.Values.Count(level => level != RuleLevel.Off);

    private static Html Lead(ImageReport report)
    {
        var summary = report.Inspection.Summary;
        return Html.Of($"The tarball was read and held to {Figures.Counted(RulesInForce(report.Policy), "rule")}: {Overview.Verdict(report.Inspection)}. {Setuid(summary.Setuid)}");
    }

    private static string Setuid(IReadOnlyList<string> paths) => paths.Count == 0
        ? "No file is setuid or setgid."
        : $"Setuid or setgid: {string.Join(", ", paths)}.";

    private static Html Findings(List<Finding> findings) => Html.Of($"""
        <table class="stack">
        <caption>{Figures.Counted(findings.Count, "finding")}</caption>
        <thead><tr><th scope="col">Path</th><th scope="col">Level</th><th scope="col">What was found</th><th scope="col">Component</th><th scope="col">What helps</th></tr></thead>
        <tbody>
        {findings.Select(finding => Html.Of($"""
        <tr class="{Word(finding.Severity)}"><th scope="row" class="path">{finding.Path}</th><td><span class="mark">{Word(finding.Severity)}</span></td><td><b>{finding.Code.Id} {finding.Code.Title}</b> {finding.Reason}</td><td>{finding.Component ?? "–"}</td><td>{finding.Fix}</td></tr>

        """))}
        </tbody>
        </table>
        """);

    private static Html Rule(string name, string description, VettingConfiguration policy, List<Finding> findings)
    {
        var level = policy.Rules[name].ToString().ToLowerInvariant();
        var found = findings.Count(finding => finding.Rule == name);
        return Html.Of($"""
            <tr class="level-{level}"><th scope="row"><code>{name}</code></th><td>{description}{Allowed(name, policy)}</td><td>{level}</td><td class="number">{(level == "off" && found == 0 ? "–" : Figures.Count(found))}</td></tr>

            """);
    }

    private static Html Allowed(string rule, VettingConfiguration policy) =>
        policy.Allowed.GetValueOrDefault(rule) is { Count: > 0 } components ? Html.Of($" <span class=\"aside\">but for {string.Join(", ", components)}</span>") : Html.Empty;

    private static string Word(Severity severity) => severity.ToString().ToLowerInvariant();
}

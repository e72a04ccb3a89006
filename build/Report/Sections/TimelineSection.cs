using OpenLinux.Common.Text;
using OpenLinux.Report.Markup;
using OpenLinux.Report.Model;

namespace OpenLinux.Report.Sections;

/// <summary>What ran when, in the last run that ran something.</summary>
internal static class TimelineSection
{
    public const string Id = "timeline";

    private const int NamedSteps = 12;

    /// <summary>The kinds of a run's steps, those that took longest first: so the style's colours are given.</summary>
    public static IReadOnlyList<string> Kinds(BuildTimeline run) =>
        [.. run.Steps.GroupBy(step => step.Kind).OrderByDescending(Total).ThenBy(kind => kind.Key, StringComparer.Ordinal).Select(kind => kind.Key)];

    public static Html Of(ImageReport report) => Html.Of($"""

        <section aria-labelledby="{Id}">{(report.Run is { } run ? Body(report, run) : Html.Of($"""
        {Marks.Heading(Id, "Timeline", Html.Of($"What ran when."))}
        {Marks.Empty("Nothing ran: every step of this root filesystem came from the cache, and this checkout has kept no earlier run of this architecture that ran any.")}
        """))}
        </section>
        """);

    private static Html Body(ImageReport report, BuildTimeline run) => Html.Of($"""
        {Marks.Heading(Id, "Timeline", Lead(run))}
        {(run.Made(report.Rootfs.Content) ? Html.Empty : Html.Of($"""<p class="note">Nothing had to run for this root filesystem: every step of it came from the cache. This is the last run that did run something, and it made another one.</p>"""))}
        <div id="timeline-chart" class="timeline" hidden></div>
        <div class="pair">
        <table class="shares">
        <caption>By kind of step</caption>
        <thead><tr><th scope="col">Kind</th><th scope="col" class="number">Ran</th><th scope="col" class="number">In all</th><th scope="col" class="number">Longest</th></tr></thead>
        <tbody>
        {KindRows(run)}
        </tbody>
        </table>
        <table class="shares steps">
        <caption>The longest steps</caption>
        <thead><tr><th scope="col">Step</th><th scope="col" class="number">Began</th><th scope="col" class="number">Took</th></tr></thead>
        <tbody>
        {run.Steps.OrderByDescending(step => step.Length).ThenBy(step => step.Start).Take(NamedSteps).Select(step => Html.Of($"""
        <tr><th scope="row">{step.Kind} <span class="aside">{step.Label}</span></th><td class="number">{Figures.Seconds(step.Start)}</td><td class="number">{Figures.Seconds(step.Length)}</td></tr>

        """))}
        </tbody>
        </table>
        </div>
        """);

    private static Html Lead(BuildTimeline run) => Html.Of($"""
        <code>{run.Asked}</code> on <time datetime="{Rfc3339.Text(run.Began)}">{Figures.Moment(run.Began)}</time>: {Figures.Counted(run.Ran, "step")} ran and {Figures.Count(run.Cached)} were cached; {Figures.Seconds(run.Elapsed)} went by for {Figures.Seconds(run.Work)} of steps.{(run.Steps.Count < run.Ran ? $" Those {Figures.Count(run.Steps.Count)} that took longest are shown." : "")}
        """);

    private static IEnumerable<Html> KindRows(BuildTimeline run)
    {
        var steps = run.Steps.ToLookup(step => step.Kind);
        return Kinds(run).Select((kind, rank) =>
        {
            var colour = Math.Min(rank, ComponentShare.Colours - 1);
            return Html.Of($"""
                <tr><th scope="row">{Marks.Swatch(colour)}{kind}{Marks.Bar(Total(steps[kind]).Ticks, run.Work.Ticks, colour)}</th><td class="number">{Figures.Count(steps[kind].Count())}</td><td class="number">{Figures.Seconds(Total(steps[kind]))}</td><td class="number">{Figures.Seconds(steps[kind].Max(step => step.Length))}</td></tr>

                """);
        });
    }

    private static TimeSpan Total(IEnumerable<TimelineStep> steps) => steps.Aggregate(TimeSpan.Zero, (sum, step) => sum + step.Length);
}

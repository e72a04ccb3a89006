using System.Xml.Linq;

namespace OpenLinux.Host.Testing;

/// <summary>How many tests had which end, as xunit's XML reports say it (https://xunit.net/docs/format-xml-v2).</summary>
/// <param name="Failures">Of each that failed its name and what it said first, for the end of a log that may be cut to its last lines.</param>
internal sealed record TestReport(int Passed, int Failed, int Skipped, IReadOnlyList<string> Failures)
{
    private const int LongestMessage = 300;

    public static TestReport Empty { get; } = new(0, 0, 0, []);

    public int Total => Passed + Failed + Skipped;

    /// <summary>The line that test runs end with in any language.</summary>
    public string Line => $"{Passed} passed, {Failed} failed{(Skipped == 0 ? "" : $", {Skipped} skipped")}";

    /// <summary>An error outside of a test, as in a fixture's clean-up, counts as a failure.</summary>
    public static TestReport Read(string path)
    {
        var assemblies = XDocument.Load(path).Descendants("assembly").ToList();
        int Sum(string attribute) => assemblies.Sum(assembly => (int?)assembly.Attribute(attribute) ?? 0);
        var failures = assemblies.Descendants("failure").Select(Told).ToList();
        return new TestReport(Sum("passed"), Sum("failed") + Sum("errors"), Sum("skipped"), failures);
    }

    public TestReport With(TestReport other) =>
        new(Passed + other.Passed, Failed + other.Failed, Skipped + other.Skipped, [.. Failures, .. other.Failures]);

    private static string Told(XElement failure)
    {
        var message = ((string?)failure.Element("message") ?? "").ReplaceLineEndings(" ");
        var name = (string?)failure.Parent?.Attribute("name") ?? (string?)failure.Parent?.Attribute("type") ?? "outside of a test";
        return $"{name}: {(message.Length > LongestMessage ? $"{message[..LongestMessage]}…" : message)}";
    }
}

using System.Text.RegularExpressions;

namespace OpenLinux.TestKit.Checkouts;

internal sealed partial record CommandResult(int ExitCode, string Stdout, string Stderr)
{
    private const string UpToDate = "Up to date: ";

    public string All => Stdout + Stderr;

    /// <summary>The line that ends a task, such as "Compile      cached: all 12 actions unchanged"; of a run that found nothing to do, the one for all of them.</summary>
    public string LineOf(string task) =>
        Stderr.Split('\n').LastOrDefault(line => line.StartsWith(task + " ", StringComparison.Ordinal) && (line.Contains(" cached: ", StringComparison.Ordinal) || line.Contains(" ran in ", StringComparison.Ordinal)))
        ?? (Stdout.StartsWith(UpToDate, StringComparison.Ordinal) ? $"{task} cached: {Stdout}" : $"(no line of {task})\n{All}");

    /// <summary>The codes of the lines that say what failed, not of those that a cause or a warning quotes.</summary>
    private IEnumerable<string> ErrorCodes() => ErrorLine().Matches(Stderr).Select(line => line.Groups[1].Value);

    [GeneratedRegex(@"^Error: (OL\d{3}): ", RegexOptions.Multiline)]
    private static partial Regex ErrorLine();

    public CommandResult Succeeded()
    {
        ExitCode.Should().Be(0, "it said: {0}", All);
        return this;
    }

    /// <summary>A failure that a user can act on: one error line with exactly this code, a cause and a fix below it, and a non-zero exit code.</summary>
    public CommandResult FailedWith(string code)
    {
        ExitCode.Should().NotBe(0, "it said: {0}", All);
        ErrorCodes().Should().Equal([code], "it said: {0}", All);
        Stderr.Should().MatchRegex($@"(?m)^Error: {code}: .*\n(.*\n)*?  cause: .*\n(.*\n)*?  fix: +\S");
        return this;
    }
}

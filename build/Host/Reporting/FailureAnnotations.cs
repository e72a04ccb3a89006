using System.Globalization;
using System.Text.RegularExpressions;
using OpenLinux.Common.Errors;

namespace OpenLinux.Host.Reporting;

/// <summary>A failure as GitHub shows it in a change: beside each line of the checkout that it names.</summary>
/// <param name="root">The checkout.</param>
/// <param name="workspace">The repository's folder, which paths are shown relative to; null for the checkout.</param>
internal sealed partial class FailureAnnotations(string root, string? workspace)
{
    /// <summary>GitHub shows no more errors of a step.</summary>
    private const int Most = 10;

    private const string WorkspaceVariable = "GITHUB_WORKSPACE";

    /// <summary>Tells a failure where a runner of GitHub Actions listens.</summary>
    public static void Tell(BuildException failure, string root)
    {
        foreach (var line in WorkflowCommands.AreRead ? new FailureAnnotations(root, Environment.GetEnvironmentVariable(WorkspaceVariable)).Of(failure) : [])
        {
            Console.Error.WriteLine(line);
        }
    }

    /// <returns>Commands: one a place, or one for all where no place of the checkout is named.</returns>
    public IReadOnlyList<string> Of(BuildException failure)
    {
        var title = $"{failure.Code.Id}: {failure.Code.Title}";
        var fix = $"\nfix: {failure.Fix}";
        List<string> located =
        [
            .. $"{failure.Subject}: {failure.Cause}\n{failure.Cause}".Split('\n').Select(line => Place().Match(line.TrimEnd('\r'))).Where(match => match.Success)
                .Select(match => Located(title, match, fix)).OfType<string>().Distinct().Take(Most),
        ];
        return located.Count > 0 ? located : [WorkflowCommands.Error(title, $"{failure.Subject}\ncause: {failure.Cause}{fix}")];
    }

    /// <returns>Null for a file that is not the checkout's: a release's, or one that was made.</returns>
    private string? Located(string title, Match place, string fix)
    {
        var path = Path.GetFullPath(Path.Combine(root, place.Groups["file"].Value));
        var shown = Path.GetRelativePath(workspace is { Length: > 0 } ? workspace : root, path).Replace('\\', '/');
        return File.Exists(path) && !shown.StartsWith("../", StringComparison.Ordinal)
            ? WorkflowCommands.Error(
                title, place.Groups["text"].Value + (IsCompilers(place) ? "" : fix), shown, Number(place.Groups["line"]), Number(place.Groups["column"]))
            : null;
    }

    /// <summary>The fix is then to mend what it says, with a command that repeats the step on that machine.</summary>
    private static bool IsCompilers(Match place) => place.Groups["column"].Success;

    private static int? Number(Group digits) => digits.Success ? int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture) : null;

    /// <summary>As compilers name an error, "FILE:LINE:COLUMN: error: …", and as configuration does, "FILE:LINE: …", where the code of one of several may stand before it.</summary>
    [GeneratedRegex(@"^(?:OL\d{3} )?(?<file>[^:\0]+):(?<line>\d{1,7})(?::(?<column>\d{1,7}): (?:fatal )?error)?: (?<text>.+)\z")]
    private static partial Regex Place();
}

namespace OpenLinux.Host.Reporting;

/// <summary>
/// Lines that a runner of GitHub Actions takes for commands
/// (https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands); elsewhere nothing writes them.
/// </summary>
internal static class WorkflowCommands
{
    /// <summary>Whether such a runner reads what this process says.</summary>
    public static bool AreRead { get; } = Environment.GetEnvironmentVariable("GITHUB_ACTIONS") == "true";

    public const string EndGroup = "::endgroup::";

    public static string Group(string title) => $"::group::{Data(title)}";

    /// <param name="file">Relative to the repository; null where it is about none.</param>
    /// <param name="line">From 1; null where only the file is known.</param>
    /// <param name="column">From 1; null where it is unknown.</param>
    public static string Error(string title, string message, string? file = null, int? line = null, int? column = null)
    {
        string[] properties =
        [
            .. file is null ? [] : new[] { $"file={Property(file)}" },
            .. line is null ? [] : new[] { $"line={line}" },
            .. column is null ? [] : new[] { $"col={column}" },
            $"title={Property(title)}",
        ];
        return $"::error {string.Join(',', properties)}::{Data(message)}";
    }

    private static string Data(string text) =>
        text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) =>
        Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}

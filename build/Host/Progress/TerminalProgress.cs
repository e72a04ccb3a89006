namespace OpenLinux.Host.Progress;

/// <summary>A block of few rows below what was printed: how far the run is, and what takes long.</summary>
/// <param name="indicator">Shows how far it is in the terminal's own frame.</param>
internal sealed class TerminalProgress(RunBoard board, TerminalBlock block, TaskbarIndicator indicator)
    : BoardWatcher(board, FirstLook, Interval)
{
    private const int MostRunning = 4;
    private const int MostNameColumns = 44;
    private const int AgeColumns = 10;

    /// <summary>What is over by then needs no explanation.</summary>
    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(500);

    /// <summary>Nobody reads faster.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(125);

    protected override void Look(BoardState state) => block.Show(Rows(state), indicator.At(state.Done, state.Known));

    protected override void End() => block.Clear(indicator.Off());

    internal static IEnumerable<string> Rows(BoardState state)
    {
        string[] facts =
        [
            .. state.Known > 0 ? [$"{state.Done:N0} of {state.Known:N0} actions"] : Array.Empty<string>(),
            Durations.Of(state.Elapsed),
            .. state.Left is { TotalSeconds: >= 1 } left ? [$"about {Durations.Of(left)} left"] : Array.Empty<string>(),
        ];
        yield return $"{state.Task ?? "Starting"}: {string.Join(", ", facts)}";
        foreach (var transfer in state.Transfers.Take(MostRunning))
        {
            yield return $"  {transfer.Text}";
        }

        var shown = state.Running.Take(MostRunning).Select(action => (action, Name: TerminalText.Fit(action.Name, MostNameColumns))).ToList();
        var columns = shown.Select(row => row.Name.Length).DefaultIfEmpty().Max();
        foreach (var (action, name) in shown)
        {
            yield return $"  {name.PadRight(columns)} {Durations.Of(action.Age),AgeColumns}  {TerminalText.Plain(action.LastLine ?? "").Trim()}".TrimEnd();
        }

        if (state.Running.Count > MostRunning)
        {
            yield return $"  and {state.Running.Count - MostRunning} more";
        }
    }
}

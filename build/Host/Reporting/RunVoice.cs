using OpenLinux.Host.Progress;

namespace OpenLinux.Host.Reporting;

/// <summary>What a run says of itself. Results go to standard output; this goes to standard error, as much of it as people want.</summary>
/// <param name="columns">Of the terminal that it goes to, in which a line of normal loudness is one row; null where it goes elsewhere.</param>
/// <param name="isFolding">Whether what a task says is a group of the log, which GitHub folds.</param>
internal sealed class RunVoice(TextWriter error, Loudness loudness, Func<int>? columns = null, bool isFolding = false)
{
    private readonly Lock gate = new();
    private string? group;
    private bool isOpen;

    public bool IsVerbose => loudness == Loudness.Verbose;

    public bool IsQuiet => loudness == Loudness.Quiet;

    public void Say(string line) => Write(columns is null || IsVerbose ? line : TerminalText.Fit(line, columns() - 1), Loudness.Normal);

    public void Verbose(string line) => Write(line, Loudness.Verbose);

    /// <summary>What is worth a line where it is folded away.</summary>
    public void Detail(string line) => Write(line, isFolding ? Loudness.Normal : Loudness.Verbose);

    public void Warn(string message) => Write(Fitted($"Warning: {message}"), Loudness.Normal);

    private string Fitted(string message) => columns is null ? message : LabelledText.Fit(message, columns() - 1);

    /// <summary>What is said from now on belongs together. It has a group once there is any.</summary>
    public void BeginGroup(string title)
    {
        lock (gate)
        {
            group = isFolding ? title : null;
        }
    }

    public void EndGroup()
    {
        lock (gate)
        {
            if (isOpen)
            {
                error.WriteLine(WorkflowCommands.EndGroup);
            }

            (group, isOpen) = (null, false);
        }
    }

    private void Write(string line, Loudness least)
    {
        if (loudness < least)
        {
            return;
        }

        lock (gate)
        {
            if (group is not null && !isOpen)
            {
                error.WriteLine(WorkflowCommands.Group(group));
                isOpen = true;
            }

            error.WriteLine(line);
        }
    }
}

/// <summary>Cake's five levels of verbosity, as far as a run's own words differ in them.</summary>
internal enum Loudness
{
    Quiet,
    Normal,
    Verbose,
}

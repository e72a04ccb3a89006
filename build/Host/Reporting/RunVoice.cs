using OpenLinux.Host.Progress;

namespace OpenLinux.Host.Reporting;

/// <summary>What a run says of itself. Results go to standard output; this goes to standard error, as much of it as people want.</summary>
/// <param name="columns">Of the terminal that it goes to, in which a line of normal loudness is one row; null where it goes elsewhere.</param>
internal sealed class RunVoice(TextWriter error, Loudness loudness, Func<int>? columns = null)
{
    public bool IsVerbose => loudness == Loudness.Verbose;

    public bool IsQuiet => loudness == Loudness.Quiet;

    public void Say(string line) => Write(columns is null || IsVerbose ? line : TerminalText.Fit(line, columns() - 1), Loudness.Normal);

    public void Verbose(string line) => Write(line, Loudness.Verbose);

    public void Warn(string message) => Write($"Warning: {message}", Loudness.Normal);

    private void Write(string line, Loudness least)
    {
        if (loudness >= least)
        {
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

namespace OpenLinux.Host.Progress;

/// <summary>The ways in which a run shows itself while it goes on; their names are what <c>--progress</c> takes.</summary>
internal enum ProgressMode
{
    Auto,
    Plain,
    Tty,
    Quiet,
    Json,
}

namespace OpenLinux.Host.Cli;

/// <summary><c>--repeat</c> is what people type after a failure; it is a target like others.</summary>
internal static class RepeatTarget
{
    public const string Option = "repeat";

    public const string Task = "Repeat";
}

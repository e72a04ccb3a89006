using System.Globalization;

namespace OpenLinux.Host.Progress;

/// <summary>
/// The progress that some terminals show on their tab or in the task bar (OSC 9;4, of ConEmu; https://conemu.github.io/en/AnsiEscapeCodes.html).
/// Others would show a notification, or the text itself: so it is sent to those that are known.
/// </summary>
internal sealed class TaskbarIndicator(bool isKnown)
{
    private const int Percent = 100;
    private int last = -1;

    public static TaskbarIndicator Of(Func<string, string?> variable) => new(
        variable("WT_SESSION") is { Length: > 0 }
        || variable("ConEmuANSI") == "ON"
        || variable("TERM_PROGRAM") is "ghostty" or "WezTerm"
        || (variable("TERM_PROGRAM") == "iTerm.app" && variable("TERM_FEATURES")?.Contains('P', StringComparison.Ordinal) == true));

    /// <returns>The sequence that says how far it is; nothing where that was said.</returns>
    public string At(int done, int known)
    {
        var percent = known == 0 ? 0 : (int)((long)done * Percent / known);
        if (!isKnown || percent == last)
        {
            return "";
        }

        last = percent;
        return string.Create(CultureInfo.InvariantCulture, $"\e]9;4;1;{percent}\e\\");
    }

    /// <returns>The sequence that takes it away, where it was shown.</returns>
    public string Off() => last < 0 ? "" : "\e]9;4;0;0\e\\";
}

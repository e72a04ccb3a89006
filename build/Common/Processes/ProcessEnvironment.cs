using System.Collections;

namespace OpenLinux.Common.Processes;

/// <summary>The environment of this process, for those it starts.</summary>
public static class ProcessEnvironment
{
    /// <summary>A copy, to be changed at will; on Windows names differ by more than case.</summary>
    public static Dictionary<string, string> Copy()
    {
        var copy = new Dictionary<string, string>(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            copy[(string)variable.Key] = (string?)variable.Value ?? "";
        }

        return copy;
    }
}

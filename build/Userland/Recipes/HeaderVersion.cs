namespace OpenLinux.Userland.Recipes;

/// <summary>A version that stands in a C header.</summary>
/// <param name="Header">The header's path in the sysroot: "usr/include/linux/version.h".</param>
/// <param name="Macros">Whose values, joined by dots, are the version.</param>
public sealed record HeaderVersion(string Header, IReadOnlyList<string> Macros)
{
    /// <param name="text">The header's text.</param>
    /// <returns>The version, or null where a macro is not defined.</returns>
    public string? In(string text)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n'))
        {
            if (line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is ["#define", var name, var value])
            {
                values[name] = value;
            }
        }

        return Macros.All(values.ContainsKey) ? string.Join('.', Macros.Select(macro => values[macro])) : null;
    }
}

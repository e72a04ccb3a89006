using System.Text;

namespace OpenLinux.Common.Text;

/// <summary>The format of os-release(5): shell assignments of which nothing but quotes and escapes is expanded.</summary>
public static class OsReleaseFormat
{
    /// <returns>The fields by name; comments and lines that are no assignment are passed over.</returns>
    public static IReadOnlyDictionary<string, string> Read(string text)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n'))
        {
            var assignment = line.Trim();
            var equals = assignment.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && assignment[0] != '#')
            {
                fields[assignment[..equals]] = Unquoted(assignment[(equals + 1)..]);
            }
        }

        return fields;
    }

    /// <summary>The file is sourced by shells: what they expand inside double quotes is escaped.</summary>
    public static string Quoted(string value)
    {
        var quoted = new StringBuilder("\"");
        foreach (var letter in value)
        {
            if (letter is '"' or '$' or '`' or '\\')
            {
                quoted.Append('\\');
            }

            quoted.Append(letter);
        }

        return quoted.Append('"').ToString();
    }

    private static string Unquoted(string value)
    {
        if (value.Length >= 2 && value[0] is '"' or '\'' && value[^1] == value[0])
        {
            value = value[1..^1];
        }

        var plain = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '\\' && i + 1 < value.Length)
            {
                i++;
            }

            plain.Append(value[i]);
        }

        return plain.ToString();
    }
}

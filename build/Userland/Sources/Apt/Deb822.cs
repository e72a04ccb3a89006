using System.Text;

namespace OpenLinux.Userland.Sources.Apt;

/// <summary>Debian's control format (deb822(5)): paragraphs of "Name: value", values continued on indented lines.</summary>
public static class Deb822
{
    /// <summary>The paragraphs' fields; names match without regard to case, continuation lines keep their indentation.</summary>
    public static IEnumerable<Dictionary<string, string>> Read(string text)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var value = new StringBuilder();
        string? name = null;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n').Append(""))
        {
            if (line.StartsWith('#'))
            {
                continue;
            }

            if (name is not null && line.Length > 0 && line[0] is ' ' or '\t' && line.AsSpan().Trim().Length > 0)
            {
                value.Append('\n').Append(line);
                continue;
            }

            if (name is not null)
            {
                fields[name] = value.ToString();
                name = null;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                name = line[..colon];
                value.Clear().Append(line.AsSpan(colon + 1).Trim());
            }
            else if (line.AsSpan().Trim().Length == 0 && fields.Count > 0)
            {
                yield return fields;
                fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            }
        }
    }
}

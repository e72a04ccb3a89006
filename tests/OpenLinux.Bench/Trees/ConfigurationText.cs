using System.Text.RegularExpressions;

namespace OpenLinux.Bench.Trees;

/// <summary>Edits of the project's own configuration files, which keep all that a tree does not need to differ in.</summary>
internal static class ConfigurationText
{
    /// <summary>Gives a key at the beginning of a line another value; an array may stand over several lines.</summary>
    public static string Replace(string text, string key, string value)
    {
        var pattern = new Regex($@"^{Regex.Escape(key)} = (\[[^\]]*\]|[^\n]*)", RegexOptions.Multiline);
        return pattern.IsMatch(text)
            ? pattern.Replace(text, $"{key} = {value}".Replace("$", "$$", StringComparison.Ordinal), 1)
            : throw new InvalidOperationException($"the configuration has no key '{key}'");
    }

    /// <summary>Takes out the lines of these keys.</summary>
    public static string Without(string text, params string[] keys) =>
        Regex.Replace(text, $@"^({string.Join('|', keys.Select(Regex.Escape))}) = [^\n]*\n", "", RegexOptions.Multiline);
}

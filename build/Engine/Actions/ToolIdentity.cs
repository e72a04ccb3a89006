namespace OpenLinux.Engine.Actions;

/// <summary>What a tool is to the action key: the value of the platform property "tool:NAME".</summary>
/// <param name="Version">For people, e.g. "Debian clang version 14.0.6"; may be empty.</param>
/// <param name="Hash">Of its binary and of all that loads.</param>
public sealed record ToolIdentity(string Version, string Hash)
{
    private const string Prefix = "tool:";
    private const string Separator = "; ";

    /// <returns>The name of the platform property that holds a tool's identity.</returns>
    public static string Property(string tool) => Prefix + tool;

    /// <returns>The tool's name, or null where the property is none of a tool.</returns>
    public static string? ToolOf(string property) =>
        property.StartsWith(Prefix, StringComparison.Ordinal) ? property[Prefix.Length..] : null;

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static ToolIdentity Parse(string value)
    {
        var end = value.LastIndexOf(Separator, StringComparison.Ordinal);
        return end < 0 ? new ToolIdentity("", value) : new ToolIdentity(value[..end], value[(end + Separator.Length)..]);
    }

    public override string ToString() => $"{Version}{Separator}{Hash}";
}

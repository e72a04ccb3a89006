using OpenLinux.Engine.Content;

namespace OpenLinux.Engine.Actions;

/// <summary>Programs as content: to the key they are their digest, whatever machine they lie on.</summary>
/// <param name="Name">For people: "zig".</param>
/// <param name="Version">For people: "0.16.0".</param>
/// <param name="Files">Programs are in <c>bin</c>, what they need of their own beside it.</param>
public sealed record ToolTree(string Name, string Version, SubtreeNode Files)
{
    public const string Programs = "bin";

    /// <summary>Its platform property: name and value.</summary>
    public KeyValuePair<string, string> Property { get; } =
        KeyValuePair.Create(ToolIdentity.Property(Name), new ToolIdentity(Version, Files.Directory.Hash).ToString());
}

using OpenLinux.Configuration.Keys;

namespace OpenLinux.Configuration;

/// <summary>What scripts of recipes may see of the machine.</summary>
/// <param name="Read">Files and folders by absolute paths, for all recipes; their content is in the key of each.</param>
public sealed record SandboxConfiguration(IReadOnlyList<string> Read)
{
    public static SandboxConfiguration Default { get; } = new([]);

    public static KeyTable<SandboxConfiguration> Keys { get; } = new KeyTable<SandboxConfiguration>()
        .Add(
            Key.Set(
                "sandbox.read",
                "files and folders of the machine that scripts of all recipes may read and run; their content counts",
                "[\"/usr/bin/perl\", \"/usr/share/perl\"]",
                TextRules.AbsolutePath),
            (sandbox, paths) => sandbox with { Read = paths });
}

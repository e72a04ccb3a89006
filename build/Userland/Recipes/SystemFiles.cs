using OpenLinux.Configuration.Keys;

namespace OpenLinux.Userland.Recipes;

/// <summary>One file or folder taken from the machine.</summary>
/// <param name="To">Its path in the sysroot: "usr/include/asm".</param>
/// <param name="From">Absolute paths on the machine, the first that exists counts; "{arch}" stands for the architecture's name.</param>
/// <param name="Native">More of them, right only where the machine is of the wanted architecture.</param>
public sealed record SystemFiles(string To, IReadOnlyList<string> From, IReadOnlyList<string> Native)
{
    internal static SystemFiles Empty { get; } = new("", [], []);

    public static KeyTable<SystemFiles> Keys { get; } = new KeyTable<SystemFiles>()
        .Add(
            Key.Text("to", "its path in the sysroot", "\"usr/include/asm\"", TextRules.RelativePath) with { IsRequired = true },
            (files, path) => files with { To = path })
        .Add(
            Key.List("from", "paths on the machine, best first; {arch} is filled in", "[\"/usr/include/linux\"]", TextRules.AbsolutePath)
                with { IsRequired = true },
            (files, paths) => files with { From = paths })
        .Add(
            Key.List(
                "native",
                "paths that are right where the machine has the wanted architecture",
                "[\"/usr/include/asm\"]",
                TextRules.AbsolutePath),
            (files, paths) => files with { Native = paths });
}

using OpenLinux.Configuration;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;

namespace OpenLinux.Userland.Toolchains;

/// <summary>Where the files of an archive go in the toolchain: whatever it is packed in, one toolchain is one tree.</summary>
/// <param name="files">Paths in the archive, without the folder that holds it all, to paths in the toolchain.</param>
internal sealed class ToolchainLayout(IReadOnlyDictionary<string, string> files)
{
    private const string Programs = ToolTree.Programs + "/";

    /// <param name="name">As the archive has it.</param>
    /// <returns>The path in the toolchain; null for what is not kept.</returns>
    public string? PlaceOf(string name)
    {
        var path = name.TrimStart('.', '/');
        path = path[(path.IndexOf('/', StringComparison.Ordinal) + 1)..];
        foreach (var (from, to) in files)
        {
            if (path == from)
            {
                return to;
            }

            if (path.Length > from.Length && path[from.Length] == '/' && path.StartsWith(from, StringComparison.Ordinal))
            {
                return to + path[from.Length..];
            }
        }

        return null;
    }

    /// <summary>Programs can be run, headers cannot, whatever modes an archive has.</summary>
    public static FileTree WithUsualModes(FileTree tree) =>
        tree.WithModes(path => path.StartsWith(Programs, StringComparison.Ordinal) ? FileNode.Executable : FileNode.Regular);

    /// <summary>
    /// A script for each command that is a word of another program: compilers look for their linker beside them, by one name.
    /// </summary>
    public static IEnumerable<KeyValuePair<string, byte[]>> Scripts(PinnedToolchain toolchain, bool isWindows) => toolchain.Programs.Select(program => KeyValuePair.Create(
        $"{Programs}{program.Key}{(isWindows ? ".cmd" : "")}",
        System.Text.Encoding.UTF8.GetBytes(isWindows ? Batch(program.Value.Split(' ', 2)) : $"#!/bin/sh\nexec \"${{0%/*}}\"/{program.Value} \"$@\"\n")));

    /// <summary>"%~dp0" is the script's folder, with a backslash at its end.</summary>
    private static string Batch(string[] words) => $"@\"%~dp0{words[0]}.exe\" {string.Concat(words[1..].Select(word => word + " "))}%*\r\n";
}

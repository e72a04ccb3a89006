using System.Text;
using System.Text.RegularExpressions;
using OpenLinux.Common.Errors;
using OpenLinux.Common.Processes;
using OpenLinux.Engine.Actions;

namespace OpenLinux.Engine.Sandboxes;

/// <summary>Tells of a step that failed what it was refused: by what it asked for, where that was watched, and by what it said.</summary>
internal sealed partial class Denials(Sandbox sandbox, ActionSpec spec, IReadOnlyList<SandboxRule> rules, string folder)
{
    /// <summary>What <c>sandbox.c</c> notes of a socket.</summary>
    private const string Network = "network:";

    private const string Denied = "ermission denied";

    private const int MostNamed = 5;

    /// <summary>Whether it may have failed for a refusal.</summary>
    public static bool AreLikely(string said) => string.IsNullOrWhiteSpace(said) || said.Contains(Denied, StringComparison.Ordinal);

    /// <param name="said">What it printed.</param>
    /// <param name="opened">What it asked for, as <c>sandbox.c</c> wrote it; null where that was not watched.</param>
    /// <returns>Null where it was refused nothing that is there.</returns>
    public BuildException? Told(string said, byte[]? opened, IReadOnlyDictionary<string, string> environment)
    {
        var refused = Spoken(said, environment).Concat(Asked(opened, AreLikely(said)).Reverse()).Distinct(StringComparer.Ordinal).Take(MostNamed).ToList();
        if (refused.Count == 0)
        {
            return null;
        }

        var others = refused.Count == 1 ? "" : $"\nRefused as well: {string.Join(", ", refused.Skip(1))}";
        return refused[0] == Network
            ? new BuildException(
                EngineErrors.Undeclared,
                "the network",
                $"{spec.Mnemonic} {spec.Label} asked for it, and steps have none: what it answers is in no key.{others}\n{said.TrimEnd()}",
                "have what it fetches fetched by hash, as the sources of a recipe are")
            : new BuildException(
                spec.Headers is null ? EngineErrors.Undeclared : EngineErrors.ReadsNoInput,
                refused[0],
                $"{spec.Mnemonic} {spec.Label} asks for it, but it is no input of that step: a change of it would go unseen.{others}\n{said.TrimEnd()}",
                Fix(refused[0]));
    }

    private string Fix(string path) => spec.Machine is { } machine
        ? $"bring it along in the component's folder; or declare it, so that its content is in the key: reads = [\"{path}\"] in {machine.DeclaredIn}, "
            + "or for all recipes read = […] of [sandbox] in config/openlinux.toml"
        : "copy it into the component's folder, or give it as a header of a library that the component depends on";

    /// <summary>Paths in lines that tell of something that could not be had, and the names of programs that could not be run.</summary>
    private IEnumerable<string> Spoken(string said, IReadOnlyDictionary<string, string> environment)
    {
        var folders = ProgramPath.FoldersOf(environment.GetValueOrDefault("PATH"));
        var lines = said.Split('\n').Where(line => Trouble().IsMatch(line)).ToList();
        return lines.SelectMany(line => PathOut().Matches(line))
            .Select(match => Path.GetFullPath(match.Value.TrimEnd('.'), folder))
            .Concat(lines.SelectMany(line => ProgramName().Matches(line)).Select(match => Named(match.Groups[1].Value, folders)))
            .OfType<string>()
            .Where(IsRefused);
    }

    private static string? Named(string program, IEnumerable<string> folders) =>
        folders.Select(folder => $"{folder}/{program}").FirstOrDefault(File.Exists);

    /// <param name="withFiles">Compilers look at files of the machine that they can do without: only a refusal that was felt is told.</param>
    private IEnumerable<string> Asked(byte[]? opened, bool withFiles) => Encoding.UTF8.GetString(opened ?? [])
        .Split('\0', StringSplitOptions.RemoveEmptyEntries)
        .Where(path => path == Network || (withFiles && path.StartsWith('/') && IsRefused(path)));

    private bool IsRefused(string path) =>
        !path.StartsWith(folder + "/", StringComparison.Ordinal) && path != folder && Path.Exists(path) && !sandbox.Permits(spec, rules, path);

    [GeneratedRegex("ermission denied|not found|o such file|annot open|an't open|annot find|ould not")]
    private static partial Regex Trouble();

    [GeneratedRegex(@"(?<![A-Za-z0-9_+./@-])(?:\.\.)?/[A-Za-z0-9_+./@-]+")]
    private static partial Regex PathOut();

    [GeneratedRegex(@"([A-Za-z0-9_+.@-]+): [Pp]ermission denied")]
    private static partial Regex ProgramName();
}

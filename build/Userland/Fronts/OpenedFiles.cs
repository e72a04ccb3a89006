using System.Text;

namespace OpenLinux.Userland.Fronts;

/// <summary>
/// What a compile opened for reading, in its order, as its front saw it (<c>watch.h</c>). It tells what no text does: whether the
/// assembler has read a file, whatever macros its directives came from.
/// </summary>
/// <param name="paths">As the compiler gave them to the kernel, those that are not there as well.</param>
internal sealed class OpenedFiles(IReadOnlyList<string> paths)
{
    /// <summary>A compiler names its temporary files by it. What reads it as an input never ends.</summary>
    private const string Random = "/dev/urandom";

    /// <param name="bytes">Paths, each with a zero behind it.</param>
    public static OpenedFiles Parse(ReadOnlySpan<byte> bytes) => Parse(Encoding.UTF8.GetString(bytes));

    public static OpenedFiles Parse(string text) => new(text.Split('\0', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>
    /// Whether its inputs are all that it read: what it opened before its source belongs to the compiler, and a name that leads nowhere
    /// was looked for along the include path.
    /// </summary>
    /// <param name="inputs">Resolved, the source among them where there is one.</param>
    public bool AreAmong(Unit unit, IReadOnlySet<string> inputs)
    {
        var names = inputs.Select(path => Path.GetFileName(path)!).ToHashSet(StringComparer.Ordinal);
        var read = AfterSource(unit).ToList();
        return read.Count > 0 && read.All(path =>
            unit.Resolve(path) is { } input
                ? inputs.Contains(input)
                : IsSource(unit, path) || (!Path.Exists(Path.Combine(unit.Folder, path)) && names.Contains(Path.GetFileName(path))));
    }

    /// <summary>Whether it looked for files elsewhere than in the folder, once it was at its source.</summary>
    public bool LeavesFolder(Unit unit) => AfterSource(unit).Any(path => path[0] == '/' && !IsSource(unit, path) && !unit.IsInFolder(path));

    private IEnumerable<string> AfterSource(Unit unit) => paths.SkipWhile(path => !IsSource(unit, path)).Where(path => path != Random);

    private static bool IsSource(Unit unit, string path) =>
        unit.Source is null ? path == CompileCommand.Nothing : unit.Resolve(path) == unit.Source;
}

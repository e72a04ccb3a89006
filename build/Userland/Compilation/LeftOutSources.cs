namespace OpenLinux.Userland.Compilation;

/// <summary>Tells of C and assembly that no recipe takes: a file of the wrong folder is easily missed where all else compiles.</summary>
/// <param name="warn">Gets a sentence.</param>
public sealed class LeftOutSources(Action<string> warn)
{
    private const int Told = 5;

    /// <param name="folder">As people know it.</param>
    public void Tell(string folder, IReadOnlyList<string> paths)
    {
        if (paths.Count > 0)
        {
            warn($"{folder}: {Count(paths.Count)} not compiled: {string.Join(", ", paths.Take(Told))}{(paths.Count > Told ? ", …" : "")}; sources in its recipe.toml takes them, exclude says that it is meant");
        }
    }

    private static string Count(int count) => count == 1 ? "1 source is" : $"{count} sources are";
}

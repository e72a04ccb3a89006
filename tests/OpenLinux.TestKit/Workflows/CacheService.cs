using OpenLinux.TestKit.Checkouts;

namespace OpenLinux.TestKit.Workflows;

/// <summary>What actions/cache does, with a folder in GitHub's place: an entry is a tar archive, never changed, and found by its key or a prefix of it.</summary>
/// <param name="folder">The entries, named by their number and key.</param>
internal sealed class CacheService(string folder)
{
    public IReadOnlyList<string> Keys => [.. Entries().Select(KeyOf)];

    /// <summary>Names of the files in an entry, the newest of all.</summary>
    public async Task<IReadOnlyList<string>> NewestFilesAsync() =>
        (await Command.OutputAsync("tar", ["-tf", Entries()[^1]])).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(name => !name.EndsWith('/')).ToList();

    public async Task<IReadOnlyDictionary<string, string>> RestoreAsync(IReadOnlyDictionary<string, string> with, string workspace)
    {
        string[] wanted = [with["key"], .. Lines(with["restore-keys"])];
        var found = wanted.Select((key, index) => Entries().LastOrDefault(entry => index == 0 ? KeyOf(entry) == key : KeyOf(entry).StartsWith(key, StringComparison.Ordinal)))
            .FirstOrDefault(entry => entry is not null);
        if (found is null)
        {
            return new Dictionary<string, string> { ["cache-hit"] = "", ["cache-primary-key"] = with["key"], ["cache-matched-key"] = "" };
        }

        await Command.OutputAsync("tar", ["-xf", found, "-P", "-C", workspace]);
        return new Dictionary<string, string>
        {
            ["cache-hit"] = KeyOf(found) == with["key"] ? "true" : "false",
            ["cache-primary-key"] = with["key"],
            ["cache-matched-key"] = KeyOf(found),
        };
    }

    public async Task SaveAsync(IReadOnlyDictionary<string, string> with, string workspace)
    {
        Keys.Should().NotContain(with["key"], "an entry is never changed");
        var paths = Lines(with["path"]).Where(path => Path.Exists(Path.Combine(workspace, path))).ToList();
        paths.Should().NotBeEmpty();
        Directory.CreateDirectory(folder);
        await Command.OutputAsync("tar", ["--posix", "-cf", Path.Combine(folder, $"{Keys.Count:d3} {with["key"]}"), "-P", "-C", workspace, .. paths]);
    }

    private IReadOnlyList<string> Entries() => Directory.Exists(folder) ? [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal)] : [];

    private static string KeyOf(string entry) => Path.GetFileName(entry)[4..];

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

using OpenLinux.Common.Processes;

namespace OpenLinux.Userland.Sources.Npm;

/// <summary>What a machine's npm configuration says of registries: the environment, the user's <c>.npmrc</c> and the global ones (npmrc(5)).</summary>
/// <param name="Variable">Reads a variable of the environment; null where it is not set.</param>
/// <param name="SearchPath">Folders in which npm is looked for.</param>
/// <param name="GlobalFiles">Configuration files of the whole machine, the first goes before the others.</param>
public sealed record NpmMachine(Func<string, string?> Variable, IReadOnlyList<string> SearchPath, IReadOnlyList<string> GlobalFiles)
{
    private const string UserFile = ".npmrc";
    private const string Registry = "registry";

    public static NpmMachine Default { get; } = new(
        Environment.GetEnvironmentVariable,
        ProgramPath.FoldersOf(Environment.GetEnvironmentVariable("PATH")),
        ["/usr/etc/npmrc", "/usr/local/etc/npmrc", "/etc/npmrc"]);

    /// <returns>The path of npm, or null where it is not installed.</returns>
    public string? FindNpm() => ProgramPath.Find(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", SearchPath);

    /// <param name="package">"@scope/name@version": a scope may have a registry of its own.</param>
    /// <returns>An address, or null where none is configured.</returns>
    public string? RegistryOf(string package)
    {
        string[] keys = package.StartsWith('@') ? [$"{package.Split('/')[0]}:{Registry}", Registry] : [Registry];
        var files = Files().Where(File.Exists).Select(File.ReadAllLines).ToList();
        return keys.SelectMany(key => files.Select(lines => ValueIn(lines, key)).Prepend(key == Registry ? OfEnvironment() : null)).FirstOrDefault(IsAddress);
    }

    private string? OfEnvironment() => Variable("npm_config_registry") ?? Variable("NPM_CONFIG_REGISTRY");

    private IEnumerable<string> Files()
    {
        if ((Variable("NPM_CONFIG_USERCONFIG") ?? Variable("npm_config_userconfig")) is { Length: > 0 } named)
        {
            yield return named;
        }
        else if ((Variable("HOME") ?? Variable("USERPROFILE")) is { Length: > 0 } home)
        {
            yield return Path.Combine(home, UserFile);
        }

        foreach (var file in GlobalFiles)
        {
            yield return file;
        }
    }

    private string? ValueIn(IEnumerable<string> lines, string key) => lines
        .Select(line => line.Split('=', 2, StringSplitOptions.TrimEntries))
        .Where(parts => parts.Length == 2 && parts[0] == key)
        .Select(parts => Expanded(parts[1].Trim('"')))
        .LastOrDefault();

    /// <summary>"${NAME}" is a variable of the environment.</summary>
    private string Expanded(string value)
    {
        for (var start = value.IndexOf("${", StringComparison.Ordinal); start >= 0; start = value.IndexOf("${", start + 1, StringComparison.Ordinal))
        {
            if (value.IndexOf('}', start) is > 0 and var end && Variable(value[(start + 2)..end]) is { } text)
            {
                value = value[..start] + text + value[(end + 1)..];
            }
        }

        return value;
    }

    private static bool IsAddress(string? text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https";
}

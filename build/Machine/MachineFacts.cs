using System.Runtime.InteropServices;

namespace OpenLinux.Machine;

/// <summary>What this process can see of its machine; everything in this room asks here, so that a test can show it another one.</summary>
public sealed record MachineFacts
{
    /// <summary>Where the system's own folders tend to be although a user's PATH leaves them out (<c>dockerd</c> lives there).</summary>
    private static readonly string[] SystemPrograms = ["/usr/local/sbin", "/usr/sbin", "/sbin"];

    private static readonly Lazy<MachineFacts> ThisMachine = new(Read);

    public static MachineFacts Current => ThisMachine.Value;

    public required OperatingSystemFamily Family { get; init; }

    /// <summary>As <c>uname -m</c> says it on Linux: <c>x86_64</c>, <c>aarch64</c>, <c>riscv64</c>.</summary>
    public required string Architecture { get; init; }

    /// <summary>The folder that stands for <c>/</c>.</summary>
    public string RootDirectory { get; init; } = "/";

    /// <summary>The folders in which programs are looked for, in order.</summary>
    public required IReadOnlyList<string> SearchPath { get; init; }

    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    /// <summary>Whether this process may change the system: effective user 0, or an elevated administrator.</summary>
    public required bool IsPrivileged { get; init; }

    /// <summary>Whether someone can be asked: standard input and error are both a terminal.</summary>
    public required bool HasTerminal { get; init; }

    /// <param name="path">An absolute path of the machine, '/'-separated.</param>
    public string PathOf(string path) => RootDirectory == "/" ? path : Path.Join(RootDirectory, path);

    public bool FileExists(string path) => File.Exists(PathOf(path));

    public bool DirectoryExists(string path) => Directory.Exists(PathOf(path));

    /// <summary>The environment for programs that work on the system: this process's, with the whole search path.</summary>
    public IReadOnlyDictionary<string, string> ProgramEnvironment =>
        new Dictionary<string, string>(Variables) { ["PATH"] = string.Join(Path.PathSeparator, SearchPath) };

    public string? Variable(string name) => Variables.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    /// <returns>The path of the first executable of that name, or null.</returns>
    public string? FindProgram(string name)
    {
        foreach (var folder in SearchPath)
        {
            var candidate = Path.Join(folder, Family == OperatingSystemFamily.Windows ? name + ".exe" : name);
            if (IsExecutable(candidate))
            {
                return candidate;
            }
        }

        return null;
    }

    private static bool IsExecutable(string path)
    {
        const UnixFileMode anyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & anyExecute) != 0);
    }

    private static MachineFacts Read()
    {
        var family = OperatingSystem.IsWindows() ? OperatingSystemFamily.Windows
            : OperatingSystem.IsMacOS() ? OperatingSystemFamily.MacOS
            : OperatingSystemFamily.Linux;
        var searchPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return new MachineFacts
        {
            Family = family,
            Architecture = RuntimeInformation.OSArchitecture switch
            {
                System.Runtime.InteropServices.Architecture.X64 => "x86_64",
                System.Runtime.InteropServices.Architecture.Arm64 => "aarch64",
                System.Runtime.InteropServices.Architecture.RiscV64 => "riscv64",
                var other => other.ToString(),
            },
            SearchPath = family == OperatingSystemFamily.Windows ? searchPath : [.. searchPath, .. SystemPrograms],
            Variables = ReadVariables(),
            IsPrivileged = Environment.IsPrivilegedProcess,
            HasTerminal = !Console.IsInputRedirected && !Console.IsErrorRedirected,
        };
    }

    private static Dictionary<string, string> ReadVariables()
    {
        var variables = new Dictionary<string, string>(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (System.Collections.DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            variables[(string)variable.Key] = (string?)variable.Value ?? "";
        }

        return variables;
    }
}

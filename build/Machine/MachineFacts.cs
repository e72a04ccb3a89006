using OpenLinux.Common.Processes;

namespace OpenLinux.Machine;

/// <summary>What this process can see of its machine; everything in this room asks here, so that a test can show it another one.</summary>
public sealed record MachineFacts
{
    /// <summary>Where the system's own folders tend to be although a user's PATH leaves them out (<c>dockerd</c> lives there).</summary>
    private static readonly string[] SystemPrograms = ["/usr/local/sbin", "/usr/sbin", "/sbin"];

    private static readonly Lazy<MachineFacts> Here = new(Read);

    public static MachineFacts Current => Here.Value;

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
    public string? FindProgram(string name) =>
        ProgramPath.Find(Family == OperatingSystemFamily.Windows ? name + ".exe" : name, SearchPath);

    private static MachineFacts Read()
    {
        var family = OperatingSystem.IsWindows() ? OperatingSystemFamily.Windows
            : OperatingSystem.IsMacOS() ? OperatingSystemFamily.MacOS
            : OperatingSystemFamily.Linux;
        var searchPath = ProgramPath.FoldersOf(Environment.GetEnvironmentVariable("PATH"));
        return new MachineFacts
        {
            Family = family,
            Architecture = ThisMachine.Architecture,
            SearchPath = family == OperatingSystemFamily.Windows ? searchPath : [.. searchPath, .. SystemPrograms],
            Variables = ProcessEnvironment.Copy(),
            IsPrivileged = Environment.IsPrivilegedProcess,
            HasTerminal = !Console.IsInputRedirected && !Console.IsErrorRedirected,
        };
    }
}

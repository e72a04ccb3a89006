using OpenLinux.Common.Processes;
using OpenLinux.Machine;
using OpenLinux.Machine.Daemon;
using OpenLinux.Machine.Readiness;

namespace OpenLinux.TestKit.Machine;

/// <summary>A machine in a folder: its own root, and a search path that holds only the shell scripts put there.</summary>
public sealed class TestMachine : IDisposable
{
    public const string Bookworm = """
        PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
        NAME="Debian GNU/Linux"
        VERSION_ID="12"
        VERSION="12 (bookworm)"
        ID=debian
        """;

    private readonly TestFolder folder = new();

    public TestMachine()
    {
        Directory.CreateDirectory(Bin);
        WithFile("/etc/os-release", Bookworm);
        // Anything that looks for Docker must find this machine's daemon and nothing of the real one's.
        Facts = new MachineFacts
        {
            Family = OperatingSystemFamily.Linux,
            Architecture = "x86_64",
            RootDirectory = folder.Path,
            SearchPath = [Bin],
            Variables = new Dictionary<string, string> { ["HOME"] = folder.PathOf("home"), ["DOCKER_HOST"] = $"unix://{DockerSocket}" },
            IsPrivileged = true,
            HasTerminal = false,
        };
    }

    public MachineFacts Facts { get; set; }

    public RecordingReporter Reporter { get; } = new();

    public ScriptedPrompt Prompt { get; init; } = new(answer: true);

    public string? Setup { get; init; }

    public string Bin => folder.PathOf("bin");

    public string DockerSocket => folder.PathOf("docker.sock");

    public string Log => folder.PathOf("commands.log");

    public IReadOnlyList<string> Commands => File.Exists(Log) ? File.ReadAllLines(Log) : [];

    public MachineServices Services => new(
        Facts, Setup, folder.PathOf("state"), new ProcessLauncher(), Reporter, Prompt, new DockerDaemonOptions { Socket = DockerSocket, RunFolder = folder.PathOf("run"), DataRoot = folder.PathOf("data") });

    public string PathOf(string path) => folder.PathOf(path.TrimStart('/'));

    public TestMachine WithFile(string path, string content = "")
    {
        folder.Write(path.TrimStart('/'), content);
        return this;
    }

    public TestMachine WithProgram(string name, string script)
    {
        folder.WriteProgram($"bin/{name}", script);
        return this;
    }

    public TestMachine WithTool(string name, string version) => WithProgram(name, $"echo '{name} version {version}'");

    /// <summary>A program that notes how it was called, then runs <paramref name="script"/>.</summary>
    public TestMachine WithRecorded(string name, string script = ":") =>
        WithProgram(name, $"echo \"{name} $*\" >>'{Log}'\n{script}");

    /// <summary>All that compiling for x86_64 takes, except what is named.</summary>
    public TestMachine WithCompilerExcept(params string[] missing)
    {
        foreach (var tool in new[] { "clang", "ld.lld", "llvm-ar", "llvm-ranlib", "llvm-strip", "llvm-objcopy", "llvm-nm", "make", "bzip2" })
        {
            if (!missing.Contains(tool))
            {
                WithTool(tool, "14.0.6");
            }
        }

        return WithFile("/usr/include/stdio.h").WithFile("/usr/include/x86_64-linux-gnu/asm/types.h");
    }

    /// <summary>An apt-get that makes the tool of that name appear, as the real one would.</summary>
    public TestMachine WithAptThatInstalls(string tool, string version = "14.0.6") => WithEnv().WithRecorded(
        "apt-get",
        $"""
        case $1 in install)
            printf '#!/bin/sh\necho {tool} version {version}\n' >'{Bin}/{tool}'
            /bin/chmod 755 '{Bin}/{tool}' ;;
        esac
        """);

    public TestMachine WithFreshPackageLists() => WithFile("/var/lib/apt/lists/mirror_dists_bookworm_main_binary-amd64_Packages");

    public TestMachine WithEnv()
    {
        File.CreateSymbolicLink(Path.Join(Bin, "env"), "/usr/bin/env");
        return this;
    }

    public void Dispose() => folder.Dispose();
}

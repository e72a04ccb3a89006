using OpenLinux.Common.Processes;

namespace OpenLinux.TestKit.Machine;

/// <summary>
/// A small checkout with the real <c>build.sh</c> and <c>build.ps1</c>, and an SDK that is a shell script: it notes what it is asked,
/// publishes an empty host, and as the host notes its arguments, folder and environment.
/// </summary>
public sealed class TestCheckout : IDisposable
{
    private const string Sdk = """
        log=$(dirname "$0")/calls
        case $1 in
        --version) echo 10.0.100 ;;
        restore)
            echo restore >>"$log"
            if [ -e "$(dirname "$0")/serving" ]; then exit 0; fi
            if [ -e "$(dirname "$0")/silent" ]; then echo 'error NU1301: Unable to load the service index for source'; exit 1; fi
            if [ -e "$(dirname "$0")/patchy" ]; then echo 'error NU1603: Cake.Docker 1.5.0 was not found. Cake.Docker 2.0.0 was resolved instead.'; exit 1; fi
            echo 'error NU1101: Unable to find package'
            exit 1 ;;
        publish)
            echo "publish $*" >>"$log"
            if [ -e "$(dirname "$0")/broken" ]; then echo 'Program.cs(1,1): error CS1002: ; expected'; exit 1; fi
            case $* in *PublishReadyToRun=true*)
                if [ -e "$(dirname "$0")/no-crossgen" ]; then echo 'error NU1101: Unable to find package microsoft.netcore.app.crossgen2'; exit 1; fi ;;
            esac
            if [ -e "$(dirname "$0")/slow" ]; then sleep 1; fi
            if [ -e "$(dirname "$0")/telling" ]; then echo '  OpenLinux.Engine -> Engine.dll'; sleep 3; fi
            while [ "$1" != -o ]; do shift; done
            mkdir -p "$2" && : >"$2/OpenLinux.Host.dll" ;;
        *.dll)
            shift
            for stream in 0 1 2; do [ -e "/proc/$$/fd/$stream" ] || exit 3; done
            printf '%s\n' "$PWD" "$OPENLINUX_ROOT" "$OPENLINUX_CAKE_PACKAGES"
            for argument; do printf '<%s>\n' "$argument"; done
            exit 7 ;;
        *) echo "unexpected: $*" >&2; exit 64 ;;
        esac
        """;

    /// <summary>What build.sh runs, a downloader and an SDK apart.</summary>
    private static readonly string[] ScriptPrograms =
    [
        "sh", "bash", "readlink", "dirname", "sha256sum", "find", "sort", "uname", "ln", "rm", "mkdir", "mv", "cp", "ls", "sed", "sleep", "tail", "cat", "grep",
    ];

    private static readonly string[] KnownShells = ["sh", "dash", "bash", "bash --posix", "busybox sh", "mksh", "zsh --emulate sh"];

    private static readonly string[] Projects =
        ["build/Host/OpenLinux.Host.csproj", "build/Host/Program.cs", "build/Bundled/Cake.Frosting/Cake.Frosting.csproj", "Directory.Packages.props"];

    private readonly TestFolder folder = new();

    public TestCheckout()
    {
        folder.WriteProgram("sdk/dotnet", Sdk);
        foreach (var file in Projects)
        {
            folder.Write($"my checkout/{file}", file);
        }

        // No SDK of this machine satisfies it, so that only the one above is ever taken.
        Write("global.json", """{ "sdk": { "version": "99.0.100", "rollForward": "disable" } }""");
        File.Copy(Path.Join(RepositoryRoot.Path, "build.ps1"), PowerShellScript);
        File.Copy(Path.Join(RepositoryRoot.Path, "build.sh"), Script);
        File.SetUnixFileMode(Script, (UnixFileMode)0b111_101_101);
    }

    public string Root => folder.PathOf("my checkout");

    public string Script => Path.Join(Root, "build.sh");

    public string PowerShellScript => Path.Join(Root, "build.ps1");

    /// <summary>The shells of this machine that build.sh must run under, each as the words before the script.</summary>
    public static IEnumerable<string> Shells => KnownShells
        .Where(shell => ProgramPath.Find(shell.Split(' ')[0], "/", Environment.GetEnvironmentVariable("PATH")) is not null);

    public IReadOnlyList<string> SdkCalls
    {
        get
        {
            var calls = folder.PathOf("sdk/calls");
            return File.Exists(calls) ? [.. File.ReadLines(calls).Select(call => call.Split(' ')[0])] : [];
        }
    }

    public string LastPublish => File.ReadLines(folder.PathOf("sdk/calls")).Last(call => call.StartsWith("publish", StringComparison.Ordinal));

    public IReadOnlyList<string> CompiledHosts => [.. Directory.GetDirectories(Path.Join(Root, ".cache/host"))];

    /// <summary>Makes the SDK misbehave: "broken", "no-crossgen", "slow", "telling" (and slower); or changes what a registry without the add-ins answers: "serving", "silent", "patchy".</summary>
    public void MakeSdk(string behaviour) => folder.Write($"sdk/{behaviour}", "");

    public void Mend(string behaviour) => File.Delete(folder.PathOf($"sdk/{behaviour}"));

    public string Write(string file, string content) => folder.Write($"my checkout/{file}", content);

    /// <summary>Puts a script in the place of the native front.</summary>
    public void WriteFront(string script) => folder.WriteProgram($"my checkout/.cache/unchanged/front.{ThisMachine.Architecture}", script);

    public Task<ProcessResult> RunAsync(params string[] arguments) => RunAsync("sh", Root, Script, new Dictionary<string, string>(), arguments);

    public Task<ProcessResult> RunAsync(
        string shell, string workingDirectory, string script, IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        var words = shell.Split(' ');
        return RunAsync(words[0], workingDirectory, variables, [.. words[1..], script, .. arguments]);
    }

    /// <summary>Runs <c>build.ps1</c> as another program does: the words reach it as they are.</summary>
    public Task<ProcessResult> RunPowerShellAsync(IReadOnlyDictionary<string, string> variables, params string[] arguments) =>
        RunAsync(PowerShell.Dotnet, Root, variables, [.. PowerShell.Arguments, "-File", PowerShellScript, .. arguments]);

    /// <summary>Runs a line that someone types at PowerShell's prompt.</summary>
    public Task<ProcessResult> TypeAsync(string line) =>
        RunAsync(PowerShell.Dotnet, Root, new Dictionary<string, string>(), [.. PowerShell.Arguments, "-Command", line]);

    /// <summary>Runs it on a terminal, whose both streams are the standard output of what comes back.</summary>
    /// <param name="command">Words, as sh splits them.</param>
    public Task<ProcessResult> ShowAsync(string command) =>
        RunAsync("script", Root, new Dictionary<string, string> { ["TERM"] = "xterm" }, ["-qec", $"stty cols 60; exec env -u CI {command}", "/dev/null"]);

    private Task<ProcessResult> RunAsync(
        string program, string workingDirectory, IReadOnlyDictionary<string, string> variables, IReadOnlyList<string> arguments)
    {
        var environment = new Dictionary<string, string>(variables);
        environment.TryAdd("PATH", $"{folder.PathOf("sdk")}:/usr/local/bin:/usr/bin:/bin");
        environment.TryAdd("HOME", folder.Path);
        return new ProcessLauncher().RunAsync(new ProcessSpec(program, arguments, workingDirectory, environment), default);
    }

    /// <summary>A search path without any SDK: what build.sh itself runs, and <paramref name="downloader"/> for curl.</summary>
    public string PathWithout(string downloader)
    {
        folder.WriteProgram("offline/curl", downloader);
        foreach (var program in ScriptPrograms)
        {
            File.CreateSymbolicLink(folder.PathOf($"offline/{program}"), ProgramPath.Find(program, "/", "/usr/bin:/bin")!);
        }

        return folder.PathOf("offline");
    }

    /// <summary>A path in the folder that holds the checkout.</summary>
    public string Beside(string relative) => folder.PathOf(relative);

    public void Dispose() => folder.Dispose();
}

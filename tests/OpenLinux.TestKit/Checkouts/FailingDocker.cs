namespace OpenLinux.TestKit.Checkouts;

/// <summary>The machine's Docker client behind one that fails where it is told to.</summary>
internal sealed class FailingDocker : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("openlinux-failing-");

    private FailingDocker(string condition, string answer)
    {
        var client = Path.Combine(folder.FullName, "docker");
        File.WriteAllText(client, $"""
            #!/bin/sh
            echo "$*" >>'{Log}'
            calls=$(wc -l <'{Log}')
            if {condition}; then
                {answer}
            fi
            exec {DockerClients.Folders.First()}/docker "$@"

            """);
        File.SetUnixFileMode(client, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    /// <summary>What it was called with so far.</summary>
    public string[] Calls => File.Exists(Log) ? File.ReadAllLines(Log) : [];

    /// <summary>An environment in which this is the client.</summary>
    public Dictionary<string, string?> Environment => DockerClients.First(folder.FullName);

    private string Log => Path.Combine(folder.FullName, "log");

    /// <summary>Fails once, at the nth call.</summary>
    public static FailingDocker At(int call) => new($"[ $calls -eq {call} ]", "echo 'refused by a test' >&2; exit 1");

    /// <summary>Says something else to every call that starts so.</summary>
    public static FailingDocker Babbling(string command) => new($"case \"$*\" in \"{command}\"*) true ;; *) false ;; esac", "echo 'Welcome to another program'; exit 0");

    public void Dispose() => folder.Delete(recursive: true);
}

namespace OpenLinux.Machine.Daemon;

/// <summary>How a daemon of ours is started where the system has nobody to start one.</summary>
public sealed record DockerDaemonOptions
{
    public string Program { get; init; } = "dockerd";

    /// <summary>The Unix socket it listens on.</summary>
    public string Socket { get; init; } = DockerEndpoint.DefaultSocket;

    /// <summary>Images and containers; never inside a build context.</summary>
    public string DataRoot { get; init; } = "/var/lib/openlinux/docker";

    /// <summary>What lives as long as it runs: its state, process ID and log.</summary>
    public string RunFolder { get; init; } = "/run/openlinux";

    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>What is added on a second try, after the first one failed at the network: containers then have none of their own.</summary>
    public IReadOnlyList<string> WithoutNetwork { get; init; } = ["--bridge=none", "--iptables=false", "--ip6tables=false"];

    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    public string PidFile => Path.Join(RunFolder, "dockerd.pid");

    public string LogFile => Path.Join(RunFolder, "dockerd.log");

    public string LockFile => Path.Join(RunFolder, "dockerd.lock");
}

namespace Cake.Docker;

/// <summary>Options of <c>docker run</c>.</summary>
public sealed class DockerContainerRunSettings : AutoToolSettings
{
    public string[]? AddHost { get; set; }

    public string[]? CapAdd { get; set; }

    public string[]? CapDrop { get; set; }

    public bool? Detach { get; set; }

    public string[]? Device { get; set; }

    public string? Entrypoint { get; set; }

    public string[]? Env { get; set; }

    public string[]? EnvFile { get; set; }

    public string? Hostname { get; set; }

    public bool? Init { get; set; }

    public bool? Interactive { get; set; }

    public string[]? Label { get; set; }

    public string? Memory { get; set; }

    public string[]? Mount { get; set; }

    public string? Name { get; set; }

    public string? Network { get; set; }

    public string? Platform { get; set; }

    public bool? Privileged { get; set; }

    public string[]? Publish { get; set; }

    public bool? ReadOnly { get; set; }

    public bool? Rm { get; set; }

    public string[]? SecurityOpt { get; set; }

    public string? StopSignal { get; set; }

    public int? StopTimeout { get; set; }

    public string[]? Tmpfs { get; set; }

    public bool? Tty { get; set; }

    public string? User { get; set; }

    public string[]? Volume { get; set; }

    public string? Workdir { get; set; }
}

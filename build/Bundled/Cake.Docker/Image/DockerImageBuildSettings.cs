namespace Cake.Docker;

/// <summary>Options of <c>docker image build</c>.</summary>
public sealed class DockerImageBuildSettings : AutoToolSettings
{
    public string[]? AddHost { get; set; }

    public string[]? BuildArg { get; set; }

    public string[]? CacheFrom { get; set; }

    public string? File { get; set; }

    public bool? ForceRm { get; set; }

    public string? Iidfile { get; set; }

    public string[]? Label { get; set; }

    public string? Network { get; set; }

    public bool? NoCache { get; set; }

    public string? Platform { get; set; }

    public string? Progress { get; set; }

    public bool? Pull { get; set; }

    public bool? Quiet { get; set; }

    public string[]? Tag { get; set; }

    public string? Target { get; set; }
}

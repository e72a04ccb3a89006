using Cake.Core.Tooling;

namespace Cake.Docker;

/// <summary>
/// Settings whose public properties become options of the same name: <c>NoCache</c> is <c>--no-cache</c>.
/// Properties of these types count: bool, text and text arrays (the option repeated).
/// </summary>
public abstract class AutoToolSettings : ToolSettings;

/// <summary>Options of <c>docker image build</c>.</summary>
public sealed class DockerImageBuildSettings : AutoToolSettings
{
    public string[]? BuildArg { get; set; }

    public string? File { get; set; }

    public string? Iidfile { get; set; }

    public string? Platform { get; set; }
}

/// <summary>Options of <c>docker image ls</c>.</summary>
public sealed class DockerImageLsSettings : AutoToolSettings
{
    public string? Format { get; set; }

    public string? Filter { get; set; }

    public bool NoTrunc { get; set; }
}

/// <summary>Options of <c>docker load</c>.</summary>
public sealed class DockerImageLoadSettings : AutoToolSettings
{
    public string? Input { get; set; }
}

/// <summary>Options of <c>docker save</c>.</summary>
public sealed class DockerImageSaveSettings : AutoToolSettings
{
    public string? Output { get; set; }
}

/// <summary>Options of <c>docker tag</c>.</summary>
public sealed class DockerImageTagSettings : AutoToolSettings;

/// <summary>Options of <c>docker rmi</c>.</summary>
public sealed class DockerImageRemoveSettings : AutoToolSettings;

/// <summary>Options of <c>docker run</c>.</summary>
public sealed class DockerContainerRunSettings : AutoToolSettings
{
    public string? Entrypoint { get; set; }

    public string[]? Env { get; set; }

    public bool? Interactive { get; set; }

    public string? Network { get; set; }

    public string? Platform { get; set; }

    public bool? Rm { get; set; }

    public bool? Tty { get; set; }

    public string[]? Volume { get; set; }
}

/// <summary>A custom command brings its own options.</summary>
public sealed class DockerCustomCommandSettings : AutoToolSettings;

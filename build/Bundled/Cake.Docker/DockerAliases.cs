using Cake.Core;
using Cake.Core.Annotations;

namespace Cake.Docker;

/// <summary>The client's commands as aliases.</summary>
[CakeAliasCategory("Docker")]
public static partial class DockerAliases
{
    private static GenericDockerRunner<TSettings> Runner<TSettings>(ICakeContext context)
        where TSettings : AutoToolSettings, new()
    {
        ArgumentNullException.ThrowIfNull(context);
        return new(context.FileSystem, context.Environment, context.ProcessRunner, context.Tools);
    }
}

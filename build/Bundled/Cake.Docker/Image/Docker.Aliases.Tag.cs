using Cake.Core;
using Cake.Core.Annotations;

namespace Cake.Docker;

public static partial class DockerAliases
{
    [CakeMethodAlias]
    public static void DockerTag(this ICakeContext context, string imageReference, string registryReference)
    {
        ArgumentException.ThrowIfNullOrEmpty(imageReference);
        ArgumentException.ThrowIfNullOrEmpty(registryReference);
        Runner<DockerImageTagSettings>(context).Run("tag", new(), [imageReference, registryReference]);
    }
}

using Cake.Core;
using Cake.Core.Annotations;

namespace Cake.Docker;

public static partial class DockerAliases
{
    [CakeMethodAlias]
    public static void DockerRmi(this ICakeContext context, params string[] images) =>
        DockerRemove(context, new DockerImageRemoveSettings(), images);

    [CakeMethodAlias]
    public static void DockerRemove(this ICakeContext context, DockerImageRemoveSettings? settings, params string[] images)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentOutOfRangeException.ThrowIfZero(images.Length);
        Runner<DockerImageRemoveSettings>(context).Run("rmi", settings ?? new(), images);
    }
}

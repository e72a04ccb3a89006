using Cake.Core;
using Cake.Core.Annotations;

namespace Cake.Docker;

public static partial class DockerAliases
{
    [CakeMethodAlias]
    public static void DockerLoad(this ICakeContext context, DockerImageLoadSettings? settings) =>
        Runner<DockerImageLoadSettings>(context).Run("load", settings ?? new(), []);
}

using Cake.Core;
using Cake.Core.Annotations;

namespace Cake.Docker;

public static partial class DockerAliases
{
    [CakeMethodAlias]
    public static void DockerSave(this ICakeContext context, DockerImageSaveSettings? settings, params string[] images)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentOutOfRangeException.ThrowIfZero(images.Length);
        Runner<DockerImageSaveSettings>(context).Run("save", settings ?? new(), images);
    }
}

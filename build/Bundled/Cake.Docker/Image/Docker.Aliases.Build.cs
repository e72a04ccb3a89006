using Cake.Core;
using Cake.Core.Annotations;
using Cake.Core.IO.Arguments;

namespace Cake.Docker;

public static partial class DockerAliases
{
    [CakeMethodAlias]
    public static void DockerBuild(this ICakeContext context, string path) =>
        DockerBuild(context, new DockerImageBuildSettings(), path);

    /// <param name="path">The build context: a folder, quoted here where the caller has not.</param>
    [CakeMethodAlias]
    public static void DockerBuild(this ICakeContext context, DockerImageBuildSettings? settings, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var quoted = path.Trim() is ['"', .., '"'] ? path : new QuotedArgument(new TextArgument(path)).Render();
        Runner<DockerImageBuildSettings>(context).Run("image build", settings ?? new(), [quoted]);
    }
}

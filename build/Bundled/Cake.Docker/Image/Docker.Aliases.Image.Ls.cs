using Cake.Core;
using Cake.Core.Annotations;

namespace Cake.Docker;

public static partial class DockerAliases
{
    /// <returns>Each line that the client prints.</returns>
    [CakeMethodAlias]
    public static IEnumerable<string> DockerImageLs(this ICakeContext context, DockerImageLsSettings? settings) =>
        Runner<DockerImageLsSettings>(context).RunWithResult("image ls", settings ?? new(), lines => lines.ToArray());
}

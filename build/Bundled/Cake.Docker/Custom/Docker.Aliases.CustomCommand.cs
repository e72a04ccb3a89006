using Cake.Core;
using Cake.Core.Annotations;

namespace Cake.Docker;

public static partial class DockerAliases
{
    [CakeMethodAlias]
    public static IEnumerable<string> DockerCustomCommand(this ICakeContext context, string command) =>
        DockerCustomCommand(context, new DockerCustomCommandSettings(), command);

    /// <summary>Any command of the client, with its arguments quoted by the caller.</summary>
    /// <returns>Each line that the client prints.</returns>
    [CakeMethodAlias]
    public static IEnumerable<string> DockerCustomCommand(
        this ICakeContext context, DockerCustomCommandSettings settings, string command)
    {
        ArgumentException.ThrowIfNullOrEmpty(command);
        var words = command.Split(' ', 2);
        return Runner<DockerCustomCommandSettings>(context)
            .RunWithResult(words[0], settings, lines => lines.ToArray(), words[1..]);
    }
}

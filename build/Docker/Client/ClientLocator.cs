using Cake.Core;
using Cake.Core.IO;
using OpenLinux.Common.Processes;

namespace OpenLinux.Docker.Client;

/// <summary>Finds the client on the PATH. Cake's own search goes through the tools folder first, for every command again.</summary>
internal static class ClientLocator
{
    /// <exception cref="Common.Errors.BuildException">There is none (<c>OL505</c>).</exception>
    public static FilePath Locate(ICakeContext context)
    {
        var searchPath = context.Environment.GetEnvironmentVariable("PATH") ?? "";
        return ProgramPath.Find("docker", Environment.CurrentDirectory, searchPath) is { } client
            ? new FilePath(client)
            : throw DockerFailure.ClientMissing(searchPath);
    }
}

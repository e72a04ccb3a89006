using Cake.Core;
using Cake.Core.IO;
using OpenLinux.Images.Docker;

namespace OpenLinux.Host.Docker;

/// <summary>Finds the client on the PATH. Cake's own search goes through the tools folder first, for every command again.</summary>
internal static class ClientLocator
{
    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <exception cref="Engine.Diagnostics.BuildException">There is none (<c>OL505</c>).</exception>
    public static FilePath Locate(ICakeContext context)
    {
        var searchPath = context.Environment.GetEnvironmentVariable("PATH") ?? "";
        var name = OperatingSystem.IsWindows() ? "docker.exe" : "docker";
        foreach (var folder in searchPath.Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            var candidate = System.IO.Path.Combine(folder, name);
            if (IsProgram(candidate))
            {
                return new FilePath(candidate);
            }
        }

        throw DockerFailure.ClientMissing(searchPath);
    }

    private static bool IsProgram(string path) =>
        File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & AnyExecute) != 0);
}

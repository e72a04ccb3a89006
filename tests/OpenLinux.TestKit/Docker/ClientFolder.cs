using Cake.Core;
using OpenLinux.Docker.Client;
using OpenLinux.TestKit.Host;

namespace OpenLinux.TestKit.Docker;

/// <summary>A folder with a program named docker in it, which is all that the PATH of <see cref="Client"/> holds.</summary>
internal sealed class ClientFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("openlinux-client-");

    private readonly string? buildKit;

    /// <param name="script">The body of the program, in POSIX sh.</param>
    /// <param name="buildKit">What the user's DOCKER_BUILDKIT is.</param>
    public ClientFolder(string script, string? buildKit = null)
    {
        this.buildKit = buildKit;
        Program = PathOf("docker");
        File.WriteAllText(Program, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }

    public string Program { get; }

    public CakeDockerClient Client => new(new SearchPathContext(CakeContexts.Create(), folder.FullName, buildKit));

    public string PathOf(string name) => Path.Combine(folder.FullName, name);

    public void Dispose() => folder.Delete(recursive: true);
}

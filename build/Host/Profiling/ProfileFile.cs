using OpenLinux.Common.Errors;
using OpenLinux.Common.Files;
using OpenLinux.Host.Errors;

namespace OpenLinux.Host.Profiling;

/// <summary>Where <c>--profile</c> wants the trace. It is written whole or not at all, however the build ends.</summary>
/// <param name="path">As the user gave it.</param>
public sealed class ProfileFile(string path)
{
    private readonly RequestedFile file = new("profile", path, HostErrors.ProfileUnwritable);

    public string Path { get; } = path;

    /// <summary>A mistake is better known before the build than after it.</summary>
    /// <exception cref="BuildException">The file cannot be written (<c>OL020</c>).</exception>
    public void Require()
    {
        if (Directory.Exists(file.FullPath))
        {
            throw file.Unwritable("it is a folder");
        }

        file.RequireFolder();
        file.Do(() =>
        {
            if (File.Exists(file.FullPath))
            {
                using var there = new FileStream(file.FullPath, FileMode.Open, FileAccess.Write);
            }

            File.Delete(NewFile());
        });
    }

    /// <exception cref="BuildException">It cannot be written, now (<c>OL020</c>).</exception>
    public void Write(ProfiledBuild build) => file.Do(() => AtomicFile.Write(file.FullPath, new ChromeTrace(build).Write));

    private string NewFile()
    {
        var probe = $"{file.FullPath}.{Environment.ProcessId}";
        new FileStream(probe, FileMode.CreateNew, FileAccess.Write).Dispose();
        return probe;
    }
}

using OpenLinux.Common.Errors;
using OpenLinux.Common.Files;
using OpenLinux.Host.Errors;

namespace OpenLinux.Host.Profiling;

/// <summary>Where <c>--profile</c> wants the trace. It is written whole or not at all, however the build ends.</summary>
/// <param name="path">As the user gave it.</param>
public sealed class ProfileFile(string path)
{
    private readonly string full = System.IO.Path.GetFullPath(path);

    public string Path { get; } = path;

    /// <summary>A mistake is better known before the build than after it.</summary>
    /// <exception cref="BuildException">The file cannot be written (<c>OL020</c>).</exception>
    public void Require()
    {
        if (Directory.Exists(full))
        {
            throw Unwritable("it is a folder", null);
        }

        if (!Directory.Exists(System.IO.Path.GetDirectoryName(full)))
        {
            throw Unwritable($"there is no folder {System.IO.Path.GetDirectoryName(full)}", null);
        }

        Named(() =>
        {
            if (File.Exists(full))
            {
                using var there = new FileStream(full, FileMode.Open, FileAccess.Write);
            }

            File.Delete(NewFile());
        });
    }

    /// <exception cref="BuildException">It cannot be written, now (<c>OL020</c>).</exception>
    public void Write(ProfiledBuild build) => Named(() => AtomicFile.Write(full, new ChromeTrace(build).Write));

    private string NewFile()
    {
        var probe = $"{full}.{Environment.ProcessId}";
        new FileStream(probe, FileMode.CreateNew, FileAccess.Write).Dispose();
        return probe;
    }

    private void Named(Action work)
    {
        try
        {
            work();
        }
        catch (Exception fault) when (StorageFaults.IsFault(fault))
        {
            throw Unwritable(fault.Message, fault);
        }
    }

    private BuildException Unwritable(string cause, Exception? fault) => new(
        HostErrors.ProfileUnwritable, $"--profile={Path}", cause, "name a file in a folder that is there and that this user can write to", fault);
}

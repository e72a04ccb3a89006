using OpenLinux.Common.Errors;
using OpenLinux.Common.Files;

namespace OpenLinux.Host.Errors;

/// <summary>A file that an option names, for the run to write.</summary>
/// <param name="option">Without its dashes.</param>
/// <param name="path">As the user gave it.</param>
/// <param name="code">Of what keeps it from being written.</param>
internal sealed class RequestedFile(string option, string path, ErrorCode code)
{
    public string FullPath { get; } = Path.GetFullPath(path);

    /// <exception cref="BuildException">There is no folder for it.</exception>
    public void RequireFolder()
    {
        if (!Directory.Exists(Path.GetDirectoryName(FullPath)))
        {
            throw Unwritable($"there is no folder {Path.GetDirectoryName(FullPath)}");
        }
    }

    /// <exception cref="BuildException">What was done to it failed of the disk.</exception>
    public void Do(Action work)
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

    public BuildException Unwritable(string cause, Exception? fault = null) =>
        new(code, $"--{option}={path}", cause, "name a file in a folder that is there and that this user can write to", fault);
}

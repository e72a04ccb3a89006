using OpenLinux.Common.Errors;
using OpenLinux.Common.Files;
using OpenLinux.Common.Reporting;
using OpenLinux.Host.Errors;

namespace OpenLinux.Host.Lifetime;

/// <summary>Where <c>--facts</c> wants to know what came of the run. It is written whole or not at all, however the run ends.</summary>
/// <param name="path">As the user gave it.</param>
internal sealed class OutcomeFile(string path)
{
    public const string Option = "facts";

    private readonly string full = Path.GetFullPath(path);
    private bool isReady;

    /// <summary>A mistake is better known before the build than after it; and what an earlier run left there is not this one's.</summary>
    /// <exception cref="BuildException">There is no folder for it, or something else in its place (<c>OL023</c>).</exception>
    public void Require()
    {
        if (!Directory.Exists(Path.GetDirectoryName(full)))
        {
            throw Unwritable($"there is no folder {Path.GetDirectoryName(full)}");
        }

        try
        {
            File.Delete(full);
            File.WriteAllText(full, "");
            isReady = true;
        }
        catch (Exception fault) when (StorageFaults.IsFault(fault))
        {
            throw Unwritable(fault.Message, fault);
        }
    }

    /// <summary>Where it can no longer be written, the run is what it is.</summary>
    public void Write(IReadOnlyList<string> lines, IReporter reporter)
    {
        if (!isReady)
        {
            return;
        }

        try
        {
            AtomicFile.Write(full, string.Concat(lines.Select(line => line + "\n")));
        }
        catch (Exception fault) when (StorageFaults.IsFault(fault))
        {
            reporter.Warning(Unwritable(fault.Message, fault).Message);
        }
    }

    private BuildException Unwritable(string cause, Exception? fault = null) => new(
        HostErrors.FactsUnwritable, $"--{Option}={path}", cause, "name a file in a folder that is there and that this user can write to", fault);
}

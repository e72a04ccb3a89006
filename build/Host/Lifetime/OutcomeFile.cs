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

    private readonly RequestedFile file = new(Option, path, HostErrors.FactsUnwritable);
    private bool isReady;

    /// <summary>A mistake is better known before the build than after it; and what an earlier run left there is not this one's.</summary>
    /// <exception cref="BuildException">There is no folder for it, or something else in its place (<c>OL023</c>).</exception>
    public void Require()
    {
        file.RequireFolder();
        file.Do(() =>
        {
            File.Delete(file.FullPath);
            File.WriteAllText(file.FullPath, "");
        });
        isReady = true;
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
            file.Do(() => AtomicFile.Write(file.FullPath, string.Concat(lines.Select(line => line + "\n"))));
        }
        catch (BuildException unwritable)
        {
            reporter.Warning(unwritable.Message);
        }
    }
}

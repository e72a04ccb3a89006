using OpenLinux.Host.Reporting;

namespace OpenLinux.Host.Checkouts;

/// <summary>Removes a folder and says so.</summary>
internal static class Removal
{
    public static void Remove(string folder, string root, IStepReporter reporter)
    {
        var shown = folder.StartsWith(root + "/", StringComparison.Ordinal) ? folder[(root.Length + 1)..] : folder;
        if (!Directory.Exists(folder))
        {
            reporter.Note($"{shown} was not there", changed: false);
            return;
        }

        Directory.Delete(folder, recursive: true);
        reporter.Note($"removed {shown}", changed: true);
    }
}

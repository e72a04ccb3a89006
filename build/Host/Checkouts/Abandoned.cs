using OpenLinux.Common.Files;

namespace OpenLinux.Host.Checkouts;

/// <summary>What builds that were killed left in a checkout, and among the system's temporary files.</summary>
internal static class Abandoned
{
    /// <summary>Removes it. Call it with the checkout's lock held: nobody else writes there then, but what costs no more than speed.</summary>
    public static void Remove(CheckoutPaths paths)
    {
        try
        {
            foreach (var folder in (IEnumerable<string>)[paths.Cache, .. FoldersOf(paths.Cache), .. FoldersOf(paths.Outputs)])
            {
                Drafts.RemoveIn(folder);
            }

            TemporaryFolder.RemoveAbandoned();
        }
        catch (Exception fault) when (StorageFaults.IsFault(fault))
        {
            // It takes room and does no harm.
        }
    }

    private static IEnumerable<string> FoldersOf(string folder) => !Directory.Exists(folder)
        ? []
        : new DirectoryInfo(folder).EnumerateDirectories().Where(found => found.LinkTarget is null).Select(found => found.FullName);
}

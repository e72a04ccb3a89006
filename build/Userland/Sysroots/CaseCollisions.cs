using OpenLinux.Common.Errors;
using OpenLinux.Engine.Content;

namespace OpenLinux.Userland.Sysroots;

/// <summary>Names of a sysroot that differ by case alone, such as the kernel's <c>xt_MARK.h</c> and <c>xt_mark.h</c>: some file systems keep one of the two.</summary>
public static class CaseCollisions
{
    /// <param name="isFolding">Whether the sysroot is laid out on a file system that does.</param>
    /// <exception cref="BuildException">There are such names, and it does (<c>OL334</c>): a compile would read the one for the other.</exception>
    public static void Require(FileTree sysroot, bool isFolding)
    {
        if (!isFolding)
        {
            return;
        }

        var collisions = sysroot.Nodes
            .GroupBy(node => node.Key, node => node.Key, StringComparer.OrdinalIgnoreCase)
            .Select(names => names.ToList())
            .Where(names => names.Count > 1)
            .ToList();
        if (collisions.Count > 0)
        {
            throw new BuildException(
                UserlandErrors.NamesFold,
                string.Join(", ", collisions[0]),
                $"{collisions.Count} {(collisions.Count == 1 ? "name is" : "names are")} another one's but for the case, and the file system of the checkout or of the cache takes both for one.",
                "put both on one that tells them apart (docs/systems.md has the commands), build in WSL, or leave the component that gives them out of components");
        }
    }
}

namespace OpenLinux.Engine.Content;

/// <summary>The paths of a <see cref="FileTree"/>.</summary>
public static class TreePaths
{
    /// <returns>The directories that a path lies in, the nearest first: "usr/include" and "usr" for "usr/include/stdio.h".</returns>
    public static IEnumerable<string> ParentsOf(string path)
    {
        for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
        {
            yield return path[..slash];
        }
    }

    /// <returns>The directories that any of the paths lies in.</returns>
    public static HashSet<string> ParentsOf(IEnumerable<string> paths)
    {
        var parents = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            foreach (var parent in ParentsOf(path))
            {
                // One that is known has its own parents known.
                if (!parents.Add(parent))
                {
                    break;
                }
            }
        }

        return parents;
    }
}

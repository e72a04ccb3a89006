using System.Text;
using OpenLinux.Engine.Content;
using OpenLinux.Rootfs.Composition;

namespace OpenLinux.Rootfs.Vetting;

/// <summary>Where the contents of a root filesystem of ours come from; of a tarball of others nothing is known.</summary>
/// <param name="Owners">The component that gives each path, relative to the root; see <see cref="ComposedRootfs"/>.</param>
/// <param name="DebugFiles">The debug file of each program, at its path relative to the root with ".debug" behind.</param>
public sealed record RootfsOrigins(IReadOnlyDictionary<string, string> Owners, FileTree DebugFiles)
{
    public static RootfsOrigins Unknown { get; } = new(new Dictionary<string, string>(), FileTree.Empty);

    /// <summary>For the key of the cached step.</summary>
    internal string OwnersDigest()
    {
        var paths = Owners.Keys.ToArray();
        Array.Sort(paths, StringComparer.Ordinal);
        var text = new StringBuilder();
        foreach (var path in paths)
        {
            text.Append(path).Append('\0').Append(Owners[path]).Append('\n');
        }

        return Digest.OfUtf8(text.ToString()).Hash;
    }
}

using System.Text;

namespace OpenLinux.Engine.Content;

/// <summary>
/// One hash of all files below a folder that anyone can take again, in that folder, with
/// <c>find . -type f | cut -c3- | LC_ALL=C sort | xargs -r -d '\n' sha256sum | sha256sum</c>: in-toto's <c>dirHash</c>
/// (attestation/spec/v1/digest_set.md), which is Go's "h1" in hexadecimal digits. Links, empty folders and modes are not in it.
/// </summary>
public static class DirectoryHash
{
    /// <returns>64 lower-case hexadecimal digits.</returns>
    public static string Of(FileTree tree)
    {
        var files = tree.Nodes.Where(node => node.Value is FileNode).ToArray();
        Array.Sort(files, (left, right) => Utf8Order.Compare(left.Key, right.Key));
        var lines = new StringBuilder();
        foreach (var (path, node) in files)
        {
            lines.Append(((FileNode)node).Content.Hash).Append("  ").Append(path).Append('\n');
        }

        return Digest.OfUtf8(lines.ToString()).Hash;
    }
}

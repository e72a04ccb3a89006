using Google.Protobuf;

namespace OpenLinux.Engine.Content;

/// <summary>One directory while a <see cref="MerkleTree"/> is being made.</summary>
internal sealed class MerkleDirectory
{
    private readonly Dictionary<string, TreeNode> leaves = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MerkleDirectory> directories = new(StringComparer.Ordinal);
    private int mode = FileNode.Executable;

    public void Add(string path, TreeNode node)
    {
        if (path.Length == 0 && node is DirectoryNode root)
        {
            mode = root.Mode;
            return;
        }

        var directory = this;
        var start = 0;
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = path.IndexOf('/', start))
        {
            directory = directory.Child(Segment(path, start, slash), path);
            start = slash + 1;
        }

        directory.AddHere(Segment(path, start, path.Length), node, path);
    }

    public Digest Encode(Dictionary<Digest, byte[]> messages)
    {
        var message = new Reapi.Directory();
        foreach (var (name, child) in directories)
        {
            message.Directories.Add(new Reapi.DirectoryNode { Name = name, Digest = child.Encode(messages).ToMessage() });
        }

        foreach (var (name, leaf) in leaves)
        {
            AddLeaf(message, name, leaf);
        }

        Sort(message);
        message.NodeProperties = NodeModes.OfDirectory(mode);
        var bytes = message.ToByteArray();
        var digest = Digest.Of(bytes);
        messages[digest] = bytes;
        return digest;
    }

    private static void AddLeaf(Reapi.Directory message, string name, TreeNode leaf)
    {
        switch (leaf)
        {
            case FileNode file:
                message.Files.Add(new Reapi.FileNode
                {
                    Name = name,
                    Digest = file.Content.ToMessage(),
                    IsExecutable = file.IsExecutable,
                    NodeProperties = NodeModes.OfFile(file.Mode),
                });
                break;
            case SymlinkNode link:
                message.Symlinks.Add(new Reapi.SymlinkNode { Name = name, Target = link.Target });
                break;
            case SubtreeNode subtree:
                message.Directories.Add(new Reapi.DirectoryNode { Name = name, Digest = subtree.Directory.ToMessage() });
                break;
            default:
                throw new ArgumentException($"{name}: {leaf.GetType().Name} has no REAPI message");
        }
    }

    private static void Sort(Reapi.Directory message)
    {
        SortByName(message.Files, node => node.Name);
        SortByName(message.Directories, node => node.Name);
        SortByName(message.Symlinks, node => node.Name);
    }

    private static void SortByName<T>(Google.Protobuf.Collections.RepeatedField<T> nodes, Func<T, string> name)
    {
        if (nodes.Count < 2)
        {
            return;
        }

        var sorted = nodes.ToArray();
        Array.Sort(sorted, (left, right) => Utf8Order.Compare(name(left), name(right)));
        nodes.Clear();
        nodes.AddRange(sorted);
    }

    private static string Segment(string path, int start, int end)
    {
        var segment = path[start..end];
        return segment is not ("" or "." or "..")
            ? segment
            : throw new ArgumentException($"\"{path}\" is not a canonical path of a file tree", nameof(path));
    }

    private MerkleDirectory Child(string name, string path)
    {
        if (leaves.ContainsKey(name))
        {
            throw NotADirectory(path);
        }

        if (!directories.TryGetValue(name, out var child))
        {
            child = new MerkleDirectory();
            directories.Add(name, child);
        }

        return child;
    }

    private void AddHere(string name, TreeNode node, string path)
    {
        if (node is DirectoryNode directory)
        {
            Child(name, path).mode = directory.Mode;
            return;
        }

        if (directories.ContainsKey(name))
        {
            throw NotADirectory(path);
        }

        leaves.Add(name, node);
    }

    private static ArgumentException NotADirectory(string path) =>
        new($"\"{path}\": a file, symlink or subtree of the tree stands where it also has a directory", nameof(path));
}

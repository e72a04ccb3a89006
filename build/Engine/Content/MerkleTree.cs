using Google.Protobuf;

namespace OpenLinux.Engine.Content;

/// <summary>
/// A <see cref="FileTree"/> as canonical REAPI v2 <c>Directory</c> messages: equal trees give equal bytes, however they were made.
/// 0644 and 0755 are told by <c>is_executable</c> alone, any other mode by <c>unix_mode</c>; a directory's own mode, where it is not
/// 0755, stands in its message's <c>node_properties</c>.
/// </summary>
public sealed class MerkleTree
{
    private readonly Dictionary<Digest, byte[]> directories;

    internal MerkleTree(Digest rootDigest, Dictionary<Digest, byte[]> directories)
    {
        RootDigest = rootDigest;
        this.directories = directories;
    }

    public Digest RootDigest { get; }

    /// <summary>Serialized <c>Directory</c> messages by digest, without those below a <see cref="SubtreeNode"/>.</summary>
    public IReadOnlyDictionary<Digest, byte[]> Directories => directories;

    /// <exception cref="ArgumentException">A path is not canonical, or something that is no directory has children.</exception>
    public static MerkleTree Of(FileTree tree) => tree.Merkle;

    internal static MerkleTree Encode(FileTree tree)
    {
        var root = new MerkleDirectory();
        foreach (var (path, node) in tree.Nodes)
        {
            root.Add(path, node);
        }

        var directories = new Dictionary<Digest, byte[]>();
        return new MerkleTree(root.Encode(directories), directories);
    }

    /// <summary>Stores every message, so that <see cref="RootDigest"/> can stand in a <see cref="SubtreeNode"/>.</summary>
    public async ValueTask StoreAsync(IContentStore store, CancellationToken cancellation = default)
    {
        foreach (var message in directories.Values)
        {
            await store.PutAsync(message, cancellation);
        }
    }

    /// <summary>The whole tree in one message, parents before their children, each directory once.</summary>
    /// <exception cref="InvalidOperationException">A <see cref="SubtreeNode"/> was not expanded.</exception>
    public Reapi.Tree ToTree()
    {
        var visited = new HashSet<Digest>();
        var childrenFirst = new List<Reapi.Directory>();
        Visit(RootDigest, visited, childrenFirst);
        childrenFirst.Reverse();
        var tree = new Reapi.Tree { Root = childrenFirst[0] };
        tree.Children.AddRange(childrenFirst.Skip(1));
        return tree;
    }

    internal static Digest DigestOf(Reapi.Directory directory) => Digest.Of(directory.ToByteArray());

    private void Visit(Digest digest, HashSet<Digest> visited, List<Reapi.Directory> childrenFirst)
    {
        if (!visited.Add(digest))
        {
            return;
        }

        if (!directories.TryGetValue(digest, out var bytes))
        {
            throw new InvalidOperationException($"directory {digest} is known by its digest alone");
        }

        var message = Reapi.Directory.Parser.ParseFrom(bytes);
        for (var child = message.Directories.Count - 1; child >= 0; child--)
        {
            Visit(message.Directories[child].Digest.ToDigest(), visited, childrenFirst);
        }

        childrenFirst.Add(message);
    }
}

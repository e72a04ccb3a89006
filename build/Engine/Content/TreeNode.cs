using OpenLinux.Common.Files;

namespace OpenLinux.Engine.Content;

/// <summary>What stands at a path of a <see cref="FileTree"/>.</summary>
public abstract record TreeNode;

/// <param name="Content">The bytes.</param>
/// <param name="Mode">Unix permission bits with setuid, setgid and sticky, e.g. <c>0o755</c>; never the file type.</param>
public sealed record FileNode(Digest Content, int Mode = FileNode.Regular) : TreeNode
{
    public const int Regular = FileModes.Regular;
    public const int Executable = FileModes.Executable;

    public bool IsExecutable => (Mode & 0b001_000_000) != 0;
}

/// <param name="Target">The link's text, not resolved.</param>
public sealed record SymlinkNode(string Target) : TreeNode;

/// <summary>A directory that is stated for its own sake: empty, or with a mode that is not 0755.</summary>
public sealed record DirectoryNode(int Mode = FileNode.Executable) : TreeNode;

/// <summary>A whole directory by its digest. Equal ones stand for the same files, whether or not this process has them in memory.</summary>
public sealed record SubtreeNode(Digest Directory) : TreeNode
{
    /// <summary>What is in it; null where only the store can tell.</summary>
    public FileTree? Files { get; private init; }

    /// <summary>Of files that many actions share: they are hashed once, and an action that has them names them.</summary>
    public static SubtreeNode Of(FileTree files) => new(files.Merkle.RootDigest) { Files = files };

    public bool Equals(SubtreeNode? other) => other is not null && Directory == other.Directory;

    public override int GetHashCode() => Directory.GetHashCode();
}

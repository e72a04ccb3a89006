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

/// <summary>A whole directory known only by its digest; its content is read when someone lays it out.</summary>
public sealed record SubtreeNode(Digest Directory) : TreeNode;

using OpenLinux.Engine.Content;

namespace OpenLinux.Userland.Compilation;

/// <summary>What a file or folder of the machine is to a key: its content, or that it is not there.</summary>
internal static class MachineContent
{
    public static string Of(IFileDigester digester, string path) =>
        Directory.Exists(path) ? MerkleTree.Of(digester.TreeOf(path)).RootDigest.Hash
        : File.Exists(path) ? digester.DigestOf(path).Hash
        : "absent";
}

using OpenLinux.Common.Files;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Userland.Sources.Places;

namespace OpenLinux.Userland.Sources.Unpacking;

/// <summary>
/// The action that unpacks a source archive into <c>src</c>, without the top folder that releases wrap their files in.
/// Modes become 0644 or 0755 and times are dropped, so that one archive gives one tree everywhere.
/// </summary>
public static class UnpackStep
{
    /// <summary>The action's output folder.</summary>
    public const string Output = "src";

    public static ActionSpec Of(SourceArchive archive, Digest content) => new()
    {
        Mnemonic = "Unpack",
        Label = archive.Name,
        Arguments = [archive.Name],
        Inputs = FileTree.Empty.With(archive.Name, new FileNode(content)),
        Outputs = [Output],
        Builtin = new Unpacking(),
    };

    /// <param name="content">The archive, in the store.</param>
    /// <param name="placeOf">Where a file goes by its name in the archive, null for nowhere; as a whole null for all, out of their top folder.</param>
    internal static async Task<FileTree> ReadAsync(
        string name, Digest content, IContentStore store, Func<string, string?>? placeOf, CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf("archive");
        await store.RequireToAsync(content, path, FileNode.Regular, cancellation);
        await using var archive = File.OpenRead(path);
        return await new ArchiveReader(name, store, placeOf).ReadAsync(archive, cancellation);
    }

    private sealed class Unpacking() : Builtin("unpack", version: 1, Decompression.Library)
    {
        public override bool IsPure => true;

        public override async Task<BuiltinResult> RunAsync(ActionSpec spec, BuiltinServices services, CancellationToken cancellation)
        {
            var (name, node) = spec.Inputs.Nodes.Single();
            var tree = await ReadAsync(name, ((FileNode)node).Content, services.Store, placeOf: null, cancellation);
            return new BuiltinResult(FileTree.Empty.WithTree(Output, tree));
        }
    }
}

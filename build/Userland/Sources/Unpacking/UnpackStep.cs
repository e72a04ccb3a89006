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

    private sealed class Unpacking() : Builtin("unpack", version: 1, Decompression.Library)
    {
        public override async Task<BuiltinResult> RunAsync(ActionSpec spec, BuiltinServices services, CancellationToken cancellation)
        {
            var (name, node) = spec.Inputs.Nodes.Single();
            using var folder = new TemporaryFolder();
            var path = folder.PathOf("archive");
            await services.Store.RequireToAsync(((FileNode)node).Content, path, FileNode.Regular, cancellation);
            await using var archive = File.OpenRead(path);
            var tree = await new ArchiveReader(name, services.Store).ReadAsync(archive, cancellation);
            return new BuiltinResult(FileTree.Empty.WithTree(Output, tree));
        }
    }
}

using System.Globalization;
using OpenLinux.Archives.Compression;
using OpenLinux.Archives.Pieces;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Oci.Naming;

namespace OpenLinux.Oci.Layers;

/// <summary>The step that packs a part of the root filesystem as a layer.</summary>
public static class LayerArchive
{
    private const string FileName = "layer.tar";
    private const string RootFolder = "root";

    /// <summary>Its text result is the layer's diff_id.</summary>
    /// <param name="epoch">Modification time of every entry, in seconds since 1970-01-01 UTC.</param>
    /// <param name="name">Of what, for people: "x86_64 musl busybox".</param>
    public static ActionSpec Pack(FileTree tree, long epoch, TarCompression compression, string name) => new()
    {
        Mnemonic = "LayerTar",
        Label = name,
        Arguments =
        [
            "--format=ustar",
            CompressedTar.Argument(compression),
            string.Create(CultureInfo.InvariantCulture, $"--epoch={epoch}"),
        ],
        Inputs = FileTree.Empty.WithTree(RootFolder, tree),
        Outputs = [FileName],
        Builtin = new Packing(epoch, compression),
    };

    /// <param name="description">What it holds, for the image's history.</param>
    public static OciLayer Of(ActionOutcome outcome, TarCompression compression, string description) =>
        new(MediaTypeOf(compression), ((FileNode)outcome.Outputs.Nodes[FileName]).Content, OciDigest.Parse(outcome.Stdout), description);

    /// <summary>The root filesystem's own tarball is a layer as it stands.</summary>
    public static OciLayer Of(Digest tarball, OciDigest diffId, string description) =>
        new(MediaTypes.LayerGzip, tarball, diffId, description);

    private static string MediaTypeOf(TarCompression compression) =>
        compression == TarCompression.Zstd ? MediaTypes.LayerZstd : MediaTypes.LayerGzip;

    private sealed class Packing(long epoch, TarCompression compression)
        : Builtin("layer-tar", version: 4, compression == TarCompression.Zstd ? [CompressedTar.ZstdLibrary] : [])
    {
        public override bool ReadsWorkTree => true;

        public override bool IsPure => true;

        public override async Task<BuiltinResult> RunAsync(ActionSpec spec, BuiltinServices services, CancellationToken cancellation)
        {
            var (layer, tar) = await CompressedTar.PackAsync(spec.Inputs.Below(RootFolder), epoch, compression, services, cancellation);
            return new BuiltinResult(FileTree.Empty.With(FileName, new FileNode(layer)), tar.ToOci().ToString());
        }
    }
}

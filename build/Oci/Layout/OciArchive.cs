using System.Globalization;
using OpenLinux.Archives.Tar;
using OpenLinux.Common.Files;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;

namespace OpenLinux.Oci.Layout;

/// <summary>The step that packs a layout into one file, which <c>docker load</c>, <c>podman load</c> and <c>skopeo</c> read.</summary>
public static class OciArchive
{
    private const string FileName = "oci.tar";
    private const string LayoutFolder = "layout";

    /// <param name="epoch">Modification time of every entry, in seconds since 1970-01-01 UTC.</param>
    /// <param name="name">Of what image, for people.</param>
    public static ActionSpec Pack(FileTree layout, long epoch, string name) => new()
    {
        Mnemonic = "OciArchive",
        Label = $"{name} {FileName}",
        Arguments = ["--format=ustar", string.Create(CultureInfo.InvariantCulture, $"--epoch={epoch}")],
        Inputs = FileTree.Empty.WithTree(LayoutFolder, layout),
        Outputs = [FileName],
        Builtin = new Packing(epoch),
    };

    public static Digest Of(ActionOutcome outcome) => ((FileNode)outcome.Outputs.Nodes[FileName]).Content;

    /// <summary>Writes a layout to a new file.</summary>
    /// <param name="epoch">Modification time of every entry, in seconds since 1970-01-01 UTC.</param>
    public static async Task WriteAsync(FileTree layout, long epoch, IContentStore store, string path, CancellationToken cancellation)
    {
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        using var tar = new TarWriter(file, epoch);
        await tar.WriteAsync(layout, store, cancellation);
    }

    private static async Task<BuiltinResult> PackAsync(FileTree layout, long epoch, IContentStore store, CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf(FileName);
        await WriteAsync(layout, epoch, store, path, cancellation);
        var digest = await store.PutFileAsync(path, cancellation);
        return new BuiltinResult(FileTree.Empty.With(FileName, new FileNode(digest)));
    }

    private sealed class Packing(long epoch) : Builtin("oci-archive", version: 1)
    {
        public override bool IsPure => true;

        public override Task<BuiltinResult> RunAsync(ActionSpec spec, BuiltinServices services, CancellationToken cancellation) =>
            PackAsync(spec.Inputs.Below(LayoutFolder), epoch, services.Store, cancellation);
    }
}

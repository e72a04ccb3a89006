using OpenLinux.Engine.Content;
using OpenLinux.Host.Lifetime;
using OpenLinux.Oci.Layout;
using OpenLinux.Rootfs.Packing;

namespace OpenLinux.Host.Pipeline;

/// <summary>Packs a layout into one file and lays it out for people.</summary>
internal static class OciPublication
{
    /// <param name="name">Of what image, for people.</param>
    /// <returns>The archive's digest.</returns>
    public static async Task<Digest> PublishAsync(BuildContext context, FileTree layout, string name, string path)
    {
        var engine = context.Services.Engine;
        var outcome = await engine.Engine.RunAsync(OciArchive.Pack(layout, context.Settings.Epoch, name), context.Cancellation);
        var archive = OciArchive.Of(outcome);
        var written = await new ArchivePublisher(engine.Store, engine.Digester).PublishAsync(archive, path, context.Cancellation);
        context.Journal.Note($"{Path.GetRelativePath(context.Paths.Root, path)}, sha256 {archive.Short}…", written);
        return archive;
    }
}

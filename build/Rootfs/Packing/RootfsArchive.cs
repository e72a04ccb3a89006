using System.Globalization;
using OpenLinux.Archives.Compression;
using OpenLinux.Archives.Pieces;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Oci.Naming;

namespace OpenLinux.Rootfs.Packing;

/// <summary>The step that packs a root filesystem: the same tree and time give the same bytes on any host.</summary>
public static class RootfsArchive
{
    /// <summary>The step's one output.</summary>
    public const string FileName = "rootfs.tar.gz";

    private const string RootFolder = "root";

    /// <summary>Its text result is Docker's diff_id of the layer: "sha256:" and the digest of the uncompressed tar.</summary>
    /// <param name="epoch">Modification time of every entry, in seconds since 1970-01-01 UTC.</param>
    /// <param name="architecture">For people; the bytes in <paramref name="rootfs"/> are what differs.</param>
    public static ActionSpec Pack(FileTree rootfs, long epoch, string architecture)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        return new ActionSpec
        {
            Mnemonic = "RootfsTar",
            Label = $"{architecture} {FileName}",
            Arguments =
            [
                "--format=ustar",
                CompressedTar.Argument(TarCompression.Gzip),
                string.Create(CultureInfo.InvariantCulture, $"--epoch={epoch}"),
            ],
            Inputs = FileTree.Empty.WithTree(RootFolder, rootfs),
            Outputs = [FileName],
            Builtin = new Packing(epoch),
        };
    }

    /// <returns>The tarball's digest and the layer's diff_id from the step's outcome.</returns>
    public static RootfsTarball Of(ActionOutcome outcome) =>
        new(((FileNode)outcome.Outputs.Nodes[FileName]).Content, OciDigest.Parse(outcome.Stdout));

    private sealed class Packing(long epoch) : Builtin("rootfs-tar", version: 3)
    {
        public override bool ReadsWorkTree => true;

        public override bool IsPure => true;

        public override async Task<BuiltinResult> RunAsync(ActionSpec spec, BuiltinServices services, CancellationToken cancellation)
        {
            var (tarball, tar) = await CompressedTar.PackAsync(spec.Inputs.Below(RootFolder), epoch, TarCompression.Gzip, services, cancellation);
            return new BuiltinResult(FileTree.Empty.With(FileName, new FileNode(tarball)), tar.ToOci().ToString());
        }
    }
}

/// <param name="Content">The compressed tarball, in the store.</param>
/// <param name="DiffId">Of the uncompressed tar, as Docker and OCI name a layer.</param>
public sealed record RootfsTarball(Digest Content, OciDigest DiffId);

using System.Globalization;
using System.Text;
using OpenLinux.Archives;
using OpenLinux.Archives.Compression;
using OpenLinux.Archives.Pieces;
using OpenLinux.Archives.Tar;
using OpenLinux.Common.Errors;
using OpenLinux.Common.Files;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;

namespace OpenLinux.Rootfs.Packing;

/// <summary>
/// What a rootfs tarball holds, read back from the tarball itself as a cached step: whoever wants to know what is in an image must not
/// ask those who filled it. Files are named by their digests; their content stays where it is.
/// </summary>
public static class RootfsContents
{
    private const char Separator = '\0';

    public static ActionSpec Read(Digest tarball, string architecture) => new()
    {
        Mnemonic = "RootfsRead",
        Label = $"{architecture} {RootfsArchive.FileName}",
        Arguments = [],
        Inputs = FileTree.Empty.With(RootfsArchive.FileName, new FileNode(tarball)),
        Outputs = [],
        Builtin = new Reading(tarball),
    };

    /// <returns>The tree from the step's outcome, paths relative to the root.</returns>
    public static FileTree Of(ActionOutcome outcome)
    {
        var nodes = new List<KeyValuePair<string, TreeNode>>();
        var fields = outcome.Stdout.Split(Separator);
        for (var index = 0; index + 4 < fields.Length; index += 5)
        {
            nodes.Add(KeyValuePair.Create(fields[index], NodeOf(fields[index + 1], fields[index + 2], fields[index + 3], fields[index + 4])));
        }

        return FileTree.Of(nodes);
    }

    private sealed class Reading(Digest tarball) : Builtin("rootfs-read", version: 2, CompressedTar.GzipLibrary)
    {
        public override Task<BuiltinResult> RunAsync(ActionSpec spec, BuiltinServices services, CancellationToken cancellation) =>
            ReadAsync(tarball, services, cancellation);
    }

    private static async Task<BuiltinResult> ReadAsync(Digest tarball, BuiltinServices services, CancellationToken cancellation)
    {
        var parts = new TarballParts(tarball, ArchiveLimits.Default, ContentsPartScan.Name, static () => new ContentsPartScan(), services);
        var nodes = new Dictionary<string, TreeNode>(StringComparer.Ordinal);
        if (await parts.TryReadAsync(cancellation) is { } found)
        {
            foreach (var (entry, content) in found.Findings.SelectMany(ContentsPartScan.Decode))
            {
                Add(nodes, entry, () => content!.Value);
            }
        }
        else
        {
            await ReadWholeAsync(tarball, nodes, services.Store, cancellation);
        }

        return new BuiltinResult(FileTree.Empty, Text(nodes));
    }

    private static async Task ReadWholeAsync(
        Digest tarball, Dictionary<string, TreeNode> nodes, IContentStore store, CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf(RootfsArchive.FileName);
        await store.RequireToAsync(tarball, path, FileNode.Regular, cancellation);
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        using var tar = new TarReader(new GzipReader(file), ArchiveLimits.Default);
        using var content = new EntryDigest();
        while (tar.Next() is { } entry)
        {
            cancellation.ThrowIfCancellationRequested();
            Add(nodes, entry, () => content.Of(tar, cancellation));
        }
    }

    private static void Add(Dictionary<string, TreeNode> nodes, TarEntry entry, Func<Digest> content)
    {
        if (entry.Path.Trim('/') is { Length: > 0 } name)
        {
            nodes[name] = entry.Type switch
            {
                TarEntryType.Directory => new DirectoryNode(entry.Mode),
                TarEntryType.Symlink => new SymlinkNode(entry.LinkTarget),
                TarEntryType.HardLink => nodes[entry.LinkTarget.Trim('/')],
                _ when entry.IsFile => new FileNode(content(), entry.Mode),
                _ => throw new BuildException(
                    RootfsErrors.DeviceNode, "/" + name, $"it is a {entry.Type} in the rootfs tarball", "./build.sh --target=Inspect names all there are"),
            };
        }
    }

    /// <summary>Five fields a node, each ended by the one character that no path has: path, kind, mode, hash or target, size.</summary>
    private static string Text(Dictionary<string, TreeNode> nodes)
    {
        var text = new StringBuilder();
        foreach (var (path, node) in nodes)
        {
            var (kind, mode, what, size) = node switch
            {
                FileNode file => ("file", file.Mode, file.Content.Hash, file.Content.SizeBytes),
                SymlinkNode link => ("link", 0, link.Target, 0),
                _ => ("directory", ((DirectoryNode)node).Mode, "", 0L),
            };
            text.Append(path).Append(Separator).Append(kind).Append(Separator)
                .Append(CultureInfo.InvariantCulture, $"{mode}").Append(Separator).Append(what).Append(Separator)
                .Append(CultureInfo.InvariantCulture, $"{size}").Append(Separator);
        }

        return text.ToString();
    }

    private static TreeNode NodeOf(string kind, string mode, string what, string size) => kind switch
    {
        "file" => new FileNode(
            new Digest(what, long.Parse(size, CultureInfo.InvariantCulture)), int.Parse(mode, CultureInfo.InvariantCulture)),
        "link" => new SymlinkNode(what),
        _ => new DirectoryNode(int.Parse(mode, CultureInfo.InvariantCulture)),
    };
}

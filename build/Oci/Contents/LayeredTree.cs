using OpenLinux.Archives;
using OpenLinux.Archives.Tar;

namespace OpenLinux.Oci.Contents;

/// <summary>
/// Applies layers one above the other (OCI image specification 1.1, layer.md, "Applying Changesets"). A whiteout hides what lower
/// layers have and nothing of its own layer, wherever it stands in there.
/// </summary>
internal sealed class LayeredTree(int maximumPaths)
{
    private const string WhiteoutPrefix = ".wh.";
    private const string OpaqueWhiteout = ".wh..wh..opq";

    /// <summary>Bookkeeping of AUFS, which Docker leaves out as well.</summary>
    private const string AufsPrefix = ".wh..wh.";

    private const int ImpliedMode = 0b111_101_101;

    private readonly LayerPaths paths = new(maximumPaths);
    private int layer;

    public void BeginLayer() => layer++;

    /// <param name="sha256">Of the entry's data; "" for all but files.</param>
    /// <exception cref="ArchiveException">The entry has no place in a root filesystem.</exception>
    public void Apply(TarEntry entry, string sha256)
    {
        if (LayerEntry.Names(entry.Path) is not [.. var folder, var name])
        {
            paths.Root.File = LayerEntry.FileOf(entry, sha256);
            return;
        }

        var parent = paths.MakeDirectory(entry.Path, folder, layer);
        switch (name)
        {
            case OpaqueWhiteout:
                HideChildren(parent);
                break;
            case var _ when name.StartsWith(AufsPrefix, StringComparison.Ordinal):
                break;
            case var _ when name.StartsWith(WhiteoutPrefix, StringComparison.Ordinal):
                Hide(parent, name[WhiteoutPrefix.Length..]);
                break;
            default:
                Put(parent, name, entry.Type == TarEntryType.HardLink ? LinkedFile(entry) : LayerEntry.FileOf(entry, sha256));
                break;
        }
    }

    /// <returns>Every path, in ordinal order.</returns>
    public IReadOnlyList<ImageFile> ToList()
    {
        var files = new List<ImageFile>(paths.Count + 1);
        Collect(paths.Root, "/", files);
        files.Sort((left, right) => string.CompareOrdinal(left.Path, right.Path));
        return files;
    }

    private static void Collect(LayerNode node, string path, List<ImageFile> files)
    {
        files.Add(node.File is { } file
            ? file with { Path = path }
            : new ImageFile(path, ImageFileKind.Directory, ImpliedMode, 0, 0, Modified: null));
        foreach (var (name, child) in node.Children)
        {
            Collect(child, path == "/" ? $"/{name}" : $"{path}/{name}", files);
        }
    }

    private void Put(LayerNode parent, string name, ImageFile file)
    {
        if (!parent.Children.TryGetValue(name, out var node))
        {
            node = paths.Add(parent, name, layer);
        }
        else if (file.Kind != ImageFileKind.Directory)
        {
            node.RemoveChildren();
        }

        node.File = file;
        node.Layer = layer;
    }

    private ImageFile LinkedFile(TarEntry entry) =>
        LayerEntry.Names(entry.LinkTarget) is [.. var folder, var name]
        && paths.FindDirectory(entry.Path, folder)?.Children.GetValueOrDefault(name) is { IsDirectory: false, File: { } file }
            ? file
            : throw new ArchiveException(ArchiveErrors.HardLinkDangles, $"{entry.Path} is a hard link to {entry.LinkTarget}, which is no file");

    private void HideChildren(LayerNode directory)
    {
        foreach (var name in directory.Children.Keys.ToList())
        {
            Hide(directory, name);
        }
    }

    private void Hide(LayerNode parent, string name)
    {
        if (!parent.Children.TryGetValue(name, out var node))
        {
            return;
        }

        HideChildren(node);
        if (node.Layer == layer)
        {
            return;
        }

        if (node.Children.Count == 0)
        {
            parent.Remove(name);
        }
        else
        {
            // This layer has something below it, without saying what it is.
            node.File = null;
            node.Layer = layer;
        }
    }
}

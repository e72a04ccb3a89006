namespace OpenLinux.Oci.Contents;

/// <summary>A place in the tree that layers leave.</summary>
/// <param name="parent">Null for the root.</param>
/// <param name="layer">The layer that put it there last.</param>
internal sealed class LayerNode(LayerNode? parent, int layer)
{
    private static readonly Dictionary<string, LayerNode> None = [];

    private Dictionary<string, LayerNode>? children;

    public LayerNode? Parent { get; } = parent;

    /// <summary>How many directories lie above it.</summary>
    public int Depth { get; } = parent is null ? 0 : parent.Depth + 1;

    public int Layer { get; set; } = layer;

    /// <summary>What an entry says of it; null while only paths below imply it.</summary>
    public ImageFile? File { get; set; }

    public bool IsDirectory => File is null or { Kind: ImageFileKind.Directory };

    public IReadOnlyDictionary<string, LayerNode> Children => children ?? None;

    public LayerNode Add(string name, int layer)
    {
        children ??= new Dictionary<string, LayerNode>(StringComparer.Ordinal);
        return children[name] = new LayerNode(this, layer);
    }

    public void Remove(string name) => children?.Remove(name);

    public void RemoveChildren() => children = null;
}

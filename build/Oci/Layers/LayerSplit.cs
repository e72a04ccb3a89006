using OpenLinux.Common.Errors;
using OpenLinux.Common.Text;
using OpenLinux.Engine.Content;

namespace OpenLinux.Oci.Layers;

/// <summary>Parts a root filesystem into layers by the components that give its files, so that a change in one ships its layer alone.</summary>
public static class LayerSplit
{
    private const string Whole = "the root filesystem";
    private const string Rest = "everything else";

    /// <param name="owners">The component that gives each path.</param>
    /// <param name="layers">From below: the components of each layer, separated by blanks. What none of them gives makes the last one.</param>
    /// <param name="components">All that are configured.</param>
    /// <returns>Each layer's description and files; together they are the whole. Layers without files are left out.</returns>
    /// <exception cref="BuildException">A component is not configured, or stands in two layers (<c>OL530</c>).</exception>
    public static IReadOnlyList<(string Description, FileTree Tree)> Of(
        FileTree rootfs, IReadOnlyDictionary<string, string> owners, IReadOnlyList<string> layers, IReadOnlyList<string> components)
    {
        var layerOf = Require(layers, components);
        return
        [
            .. layers.Append(layers.Count == 0 ? Whole : Rest)
                .Select((description, index) => (description, WithFolders(rootfs, path =>
                    layerOf.GetValueOrDefault(owners[path], layers.Count) == index)))
                .Where(layer => layer.Item2.Nodes.Count > 0),
        ];
    }

    /// <summary>Finds mistakes before anything is built.</summary>
    /// <returns>The layer of each component that one names.</returns>
    /// <inheritdoc cref="Of"/>
    public static IReadOnlyDictionary<string, int> Require(IReadOnlyList<string> layers, IReadOnlyList<string> components)
    {
        var layerOf = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var index = 0; index < layers.Count; index++)
        {
            foreach (var component in layers[index].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (!components.Contains(component))
                {
                    throw Wrong(component, "components does not list it", Nearest.To(component, components));
                }

                if (!layerOf.TryAdd(component, index))
                {
                    throw Wrong(component, "it stands in two layers", null);
                }
            }
        }

        return layerOf;
    }

    /// <summary>With the folders that its paths lie in, whoever gives them: a layer's own entry for a folder replaces that of the layers below, mode and all.</summary>
    private static FileTree WithFolders(FileTree rootfs, Func<string, bool> isPart)
    {
        var folders = TreePaths.ParentsOf(rootfs.Nodes.Keys.Where(isPart));
        return rootfs.Where((path, _) => isPart(path) || folders.Contains(path));
    }

    private static BuildException Wrong(string component, string cause, string? nearest) => new(
        OciErrors.LayersUnusable,
        $"image.layers: \"{component}\"",
        cause,
        nearest is null ? "name each component once, as in layers = [\"musl busybox\"]" : $"the nearest is \"{nearest}\"");
}

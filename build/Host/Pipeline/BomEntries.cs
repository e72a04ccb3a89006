using OpenLinux.Configuration;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Provenance;
using OpenLinux.Papers.Bom;
using OpenLinux.Rootfs.Composition;
using OpenLinux.Userland.Recipes;
using OpenLinux.Userland.Sysroots;

namespace OpenLinux.Host.Pipeline;

/// <summary>The components as the papers want them: the configured ones, and what the repository and the build lay into the root.</summary>
internal static class BomEntries
{
    /// <summary>What stands before the names of what is no configured component; with its slash it can be part of no folder's name.</summary>
    private const string OwnNamespace = $"{Product.Name}/";

    /// <param name="components">In build order.</param>
    /// <param name="rootfsFiles">What the repository lays into the root.</param>
    /// <param name="stripped">What was stripped, each program by the step that did.</param>
    public static IReadOnlyList<ComponentEntry> Of(
        BuildConfiguration settings,
        IReadOnlyList<Component> components,
        IReadOnlyList<ComponentOutput> outputs,
        FileTree rootfsFiles,
        ComposedRootfs composed,
        IReadOnlyList<MadeFiles> stripped)
    {
        var byName = outputs.ToDictionary(output => output.Component, StringComparer.Ordinal);
        var owners = stripped.ToLookup(made => composed.Owners[made.Files.Nodes.Keys.Single()], StringComparer.Ordinal);
        return
        [
            .. components.Select(component => OfComponent(component, byName, owners[component.Name], settings.Version)),
            OfRootfsFiles(rootfsFiles, owners[ComposedRootfs.RootfsFiles], settings.Version),
            OfRelease(composed.Tree, settings.Version),
        ];
    }

    /// <summary>The SBOMs that lie in the root filesystem and describe the rest of it.</summary>
    public static ComponentEntry OfSboms(BillOfMaterials bill, IReadOnlyList<MadeFiles> sboms) => new(
        OwnNamespace + "sbom", bill.Product.Version, Licence: null, ComponentKind.Files, [SourceMaterial.OfFile("bill of materials", bill.Identity)], [], sboms);

    private static ComponentEntry OfComponent(
        Component component, Dictionary<string, ComponentOutput> outputs, IEnumerable<MadeFiles> stripped, string version)
    {
        var output = outputs[component.Name];
        return new ComponentEntry(
            component.Name,
            output.Version ?? (component.Recipe is InTreeRecipe ? version : null),
            component.Recipe.Licence,
            component.IsLibrary ? ComponentKind.Library : ComponentKind.Program,
            output.Materials,
            [.. component.Dependencies.Select(dependency => new ComponentLink(
                dependency.Name, IsStatic: !component.IsLibrary && outputs[dependency.Name].IsLinkable))],
            [.. output.Made, .. stripped]);
    }

    private static ComponentEntry OfRootfsFiles(FileTree files, IEnumerable<MadeFiles> stripped, string version) => new(
        OwnNamespace + "rootfs-files",
        version,
        Licence: null,
        ComponentKind.Files,
        [SourceMaterial.OfFolder(ComposedRootfs.RootfsFiles, files)],
        [],
        [new MadeFiles(StepReference.Taken(ComposedRootfs.RootfsFiles), files), .. stripped]);

    private static ComponentEntry OfRelease(FileTree tree, string version) => new(
        OwnNamespace + "os-release",
        version,
        Licence: null,
        ComponentKind.Files,
        [SourceMaterial.OfFile($"version {version}", Digest.OfUtf8(version))],
        [],
        [new MadeFiles(new StepReference("OsRelease", version, Action: null), FileTree.Empty.With(OsRelease.Path, tree.Nodes[OsRelease.Path]))]);
}

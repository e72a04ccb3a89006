using System.Globalization;
using System.Text;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Provenance;

namespace OpenLinux.Papers.Bom;

/// <summary>
/// Names a bill by all that it says, so that documents get the same identifiers in every build, and never one that another has.
/// Which action a step was is not in it: that hangs on where the tools lie and which they are, where the files may not.
/// </summary>
internal static class BomIdentity
{
    public static Digest Of(Product product, IReadOnlyList<BomComponent> components)
    {
        var text = new StringBuilder();
        Add(text, "product", product.Version, product.Architecture, product.Platform, product.Created.UtcTicks.ToString(CultureInfo.InvariantCulture));
        if (product.Tarball is { } tarball)
        {
            Add(text, "tarball", tarball.FileName, tarball.Content.ToString(), tarball.DiffId.ToString());
        }

        if (product.Toolchain is { } toolchain)
        {
            Add(text, "toolchain", toolchain.Name, toolchain.Version);
            AddMaterials(text, toolchain.Archives);
        }

        foreach (var component in components)
        {
            AddComponent(text, component);
        }

        return Digest.OfUtf8(text.ToString());
    }

    private static void AddComponent(StringBuilder text, BomComponent component)
    {
        var entry = component.Entry;
        Add(text, "component", entry.Name, entry.Version, entry.Licence, entry.Kind.ToString(), component.IsPart ? "part" : "tool");
        AddMaterials(text, entry.Materials);
        foreach (var link in entry.Links)
        {
            Add(text, "link", link.Component, link.IsStatic ? "static" : "build");
        }

        foreach (var file in component.Files)
        {
            Add(text, "file", file.Path, Text(file.Node));
            foreach (var (step, node) in file.History)
            {
                Add(text, "step", step.Mnemonic, step.Label, step.Action is null ? "taken" : "run", Text(node));
            }
        }
    }

    private static void AddMaterials(StringBuilder text, IEnumerable<SourceMaterial> materials)
    {
        foreach (var material in materials)
        {
            Add(text, ["material", material.Name, material.Algorithm, material.Hash, .. material.Urls]);
        }
    }

    private static string Text(TreeNode node) => node switch
    {
        FileNode file => $"file {file.Content} {file.Mode}",
        SymlinkNode link => $"link {link.Target}",
        _ => throw new InvalidOperationException($"a bill lists no {node.GetType().Name}"),
    };

    /// <summary>Each field after its length, so that no two lists of fields are written alike.</summary>
    private static void Add(StringBuilder text, params ReadOnlySpan<string?> fields)
    {
        foreach (var field in fields)
        {
            text.Append(field?.Length ?? -1).Append(':').Append(field);
        }

        text.Append('\n');
    }
}

using System.Text;
using OpenLinux.Common.Errors;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;

namespace OpenLinux.Userland.Sources.Patching;

/// <summary>The step that applies patches to a source tree, one after the other. Their names, which say the order, are in its key.</summary>
internal static class PatchStep
{
    private const string Patches = "patches";

    /// <param name="source">Relative to the input root; below <paramref name="folder"/> stands what is patched.</param>
    /// <param name="patches">By name.</param>
    public static ActionSpec Of(string label, FileTree source, string folder, FileTree patches) => new()
    {
        Mnemonic = "Patch",
        Label = label,
        Arguments = [.. patches.Nodes.Keys],
        Inputs = source.WithTree(Patches, patches),
        Outputs = [folder],
        Builtin = new Patching(folder),
    };

    private sealed class Patching(string folder) : Builtin("patch", version: 1)
    {
        public override bool IsPure => true;

        public override async Task<BuiltinResult> RunAsync(ActionSpec spec, BuiltinServices services, CancellationToken cancellation)
        {
            var tree = spec.Inputs.Below(folder);
            foreach (var name in spec.Arguments)
            {
                try
                {
                    var patch = await services.Store.RequireAsync(((FileNode)spec.Inputs.Nodes[$"{Patches}/{name}"]).Content, name, cancellation);
                    foreach (var change in UnifiedDiff.Parse(patch))
                    {
                        tree = await ApplyAsync(change, tree, services.Store, cancellation);
                    }
                }
                catch (PatchException refusal)
                {
                    throw new BuildException(
                        UserlandErrors.PatchRefused,
                        $"{spec.Label}: {name}",
                        refusal.Message,
                        "make it anew against the source that the recipe names: diff -u, or git diff; patches are applied in the order of their names",
                        refusal);
                }
            }

            return new BuiltinResult(FileTree.Empty.WithTree(folder, tree));
        }
    }

    private static async Task<FileTree> ApplyAsync(FileChange change, FileTree tree, IContentStore store, CancellationToken cancellation)
    {
        var file = change.From is null ? null : tree.Nodes.GetValueOrDefault(change.From) as FileNode ?? throw new PatchException($"there is no file {change.From}");
        if (change.From is null && tree.Nodes.ContainsKey(change.Path))
        {
            throw new PatchException($"{change.Path} is there already");
        }

        var before = file is null ? "" : Encoding.Latin1.GetString(await store.RequireAsync(file.Content, change.From!, cancellation));
        var after = change.Apply(before);
        var rest = tree.Where((path, _) => path != change.From);
        if (change.To is null)
        {
            return after.Length == 0 ? rest : throw new PatchException($"{change.From} has more lines than are taken out");
        }

        var content = await store.PutAsync(Encoding.Latin1.GetBytes(after), cancellation);
        return rest.With(change.To, new FileNode(content, file?.Mode ?? FileNode.Regular));
    }
}

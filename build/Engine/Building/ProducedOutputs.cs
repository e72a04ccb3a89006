using System.Collections.Concurrent;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;

namespace OpenLinux.Engine.Building;

/// <summary>Remembers which step of this process made what, to make lost content again.</summary>
internal sealed class ProducedOutputs
{
    private readonly ConcurrentQueue<(ActionSpec Spec, FileTree Outputs)> produced = new();

    public void Add(ActionSpec spec, FileTree outputs) => produced.Enqueue((spec, outputs));

    public ActionSpec? ProducerOf(Digest file)
    {
        foreach (var (spec, outputs) in produced)
        {
            foreach (var node in outputs.Nodes.Values)
            {
                if (node is FileNode candidate && candidate.Content == file)
                {
                    return spec;
                }
            }
        }

        return null;
    }

    /// <returns>The tree whose root is that directory, or null.</returns>
    public MerkleTree? TreeOf(Digest directory)
    {
        foreach (var (spec, outputs) in produced)
        {
            foreach (var output in spec.Outputs)
            {
                var tree = MerkleTree.Of(outputs.Below(output));
                if (tree.RootDigest == directory)
                {
                    return tree;
                }
            }
        }

        return null;
    }
}

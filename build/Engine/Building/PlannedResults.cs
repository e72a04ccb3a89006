using System.Collections.Concurrent;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;

namespace OpenLinux.Engine.Building;

/// <summary>Results of an engine that runs nothing: of each file that an action would make, a digest that stands for it, and that nothing has.</summary>
internal sealed class PlannedResults
{
    private readonly ConcurrentDictionary<Digest, bool> files = new();

    /// <returns>The path of an input that another action would make first; null where all of them are there.</returns>
    public string? InputOf(ActionSpec spec) => files.IsEmpty ? null : FirstIn(spec.Inputs);

    /// <param name="key">Of all that the action is given.</param>
    /// <exception cref="PlanEndException">What it makes is not known from what it declares: a folder, or a text.</exception>
    public FileTree OutputsOf(ActionSpec spec, Digest key)
    {
        if (spec.Builtin is not null || spec.Machine is not null)
        {
            throw new PlanEndException(spec.Label);
        }

        return FileTree.Of(spec.Outputs.Select(output => KeyValuePair.Create(output, (TreeNode)new FileNode(Standing($"{key} {output}")))));
    }

    private Digest Standing(string name)
    {
        var digest = Digest.OfUtf8($"openlinux: would be made: {name}");
        files.TryAdd(digest, true);
        return digest;
    }

    private string? FirstIn(FileTree tree)
    {
        foreach (var (path, node) in tree.Nodes)
        {
            switch (node)
            {
                case FileNode file when files.ContainsKey(file.Content):
                    return path;
                case SubtreeNode { Files: { } below } when FirstIn(below) is { } inner:
                    return $"{path}/{inner}";
            }
        }

        return null;
    }
}

using YamlDotNet.RepresentationModel;

namespace OpenLinux.TestKit.Workflows;

/// <summary>An <c>action.yml</c>, read.</summary>
/// <param name="Inputs">Their defaults, by name.</param>
/// <param name="Outputs">Expressions, by name.</param>
internal sealed record CompositeAction(
    IReadOnlyDictionary<string, string> Inputs, IReadOnlyDictionary<string, string> Outputs, IReadOnlyList<ActionStep> Steps)
{
    public static CompositeAction Read(string path)
    {
        var root = Load(path);
        var runs = (YamlMappingNode)root["runs"];
        Text(runs, "using").Should().Be("composite");
        return new CompositeAction(
            Named(root, "inputs", "default"),
            Named(root, "outputs", "value"),
            [.. ((YamlSequenceNode)runs["steps"]).Cast<YamlMappingNode>().Select(StepOf)]);
    }

    /// <summary>The steps of all jobs of a workflow.</summary>
    public static IReadOnlyList<ActionStep> StepsOfWorkflow(string path) =>
    [
        .. ((YamlMappingNode)Load(path)["jobs"]).Children.Values.Cast<YamlMappingNode>()
            .SelectMany(job => ((YamlSequenceNode)job["steps"]).Cast<YamlMappingNode>())
            .Select(StepOf),
    ];

    private static YamlMappingNode Load(string path)
    {
        using var reader = File.OpenText(path);
        var stream = new YamlStream();
        stream.Load(reader);
        return (YamlMappingNode)stream.Documents.Single().RootNode;
    }

    private static ActionStep StepOf(YamlMappingNode step) => new(
        Text(step, "id"), Text(step, "if"), Text(step, "uses"), Text(step, "run"), Text(step, "shell"), Texts(step, "with"), Texts(step, "env"));

    private static Dictionary<string, string> Named(YamlMappingNode root, string section, string key) =>
        ((YamlMappingNode)root[section]).Children.ToDictionary(
            entry => ((YamlScalarNode)entry.Key).Value!, entry => Text((YamlMappingNode)entry.Value, key)!, StringComparer.Ordinal);

    private static Dictionary<string, string> Texts(YamlMappingNode step, string key) =>
        step.Children.TryGetValue(key, out var node)
            ? ((YamlMappingNode)node).Children.ToDictionary(entry => ((YamlScalarNode)entry.Key).Value!, entry => ((YamlScalarNode)entry.Value).Value!, StringComparer.Ordinal)
            : [];

    private static string? Text(YamlMappingNode node, string key) =>
        node.Children.TryGetValue(key, out var value) ? ((YamlScalarNode)value).Value : null;
}

/// <summary>A step as it stands there; its expressions are not filled in.</summary>
internal sealed record ActionStep(
    string? Id, string? Condition, string? Uses, string? Run, string? Shell, IReadOnlyDictionary<string, string> With, IReadOnlyDictionary<string, string> Env);

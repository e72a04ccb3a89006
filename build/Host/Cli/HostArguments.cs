using OpenLinux.Host.Pipeline;
using OpenLinux.Host.Reporting;

namespace OpenLinux.Host.Cli;

/// <summary>The command line, understood.</summary>
/// <param name="Targets">Task names as users wrote them; one at least.</param>
/// <param name="ForCake">The arguments that Cake itself parses.</param>
/// <param name="Values">Values of our own options, in order, by name.</param>
/// <param name="Overrides">Configuration keys set here.</param>
/// <param name="ImageMode">How the image is made, by <c>--docker-mode</c> or by the target.</param>
/// <param name="Command">What stands after "--": the command of Run.</param>
public sealed record HostArguments(
    IReadOnlyList<string> Targets,
    IReadOnlyList<string> ForCake,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Values,
    IReadOnlyList<KeyValuePair<string, string>> Overrides,
    ImageMode ImageMode,
    IReadOnlyList<string> Command)
{
    /// <summary>How much a run says of itself.</summary>
    internal Loudness Loudness => VerbosityLevel.LoudnessOf(Value("verbosity"));

    /// <summary>The last value given for an option, or null.</summary>
    public string? Value(string option) => Values.TryGetValue(option, out var values) ? values[^1] : null;

    public IReadOnlyList<string> All(string option) => Values.TryGetValue(option, out var values) ? values : [];

    public bool Has(string option) => Values.ContainsKey(option);
}

using Cake.Core.Tooling;

namespace Cake.Docker;

/// <summary>
/// Settings whose public properties become options of the same name: <c>NoCache</c> is <c>--no-cache</c>.
/// Properties of these types count: bool, numbers, text, text arrays (the option repeated) and time spans.
/// </summary>
public abstract class AutoToolSettings : ToolSettings;

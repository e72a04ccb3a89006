namespace OpenLinux.Host.Cli;

/// <summary>One command-line option, as parsed and as shown by <c>--help</c>.</summary>
/// <param name="Name">Without dashes.</param>
/// <param name="Value">What the value is called in help, or null for a flag.</param>
/// <param name="ForCake">Whether Cake itself understands it.</param>
internal sealed record Option(string Name, string? Value, string Description, bool ForCake = false, string? Short = null)
{
    /// <summary>The tasks that heed it; null where all do.</summary>
    public IReadOnlyList<string>? For { get; init; }

    public bool TakesValue => Value is not null;
}

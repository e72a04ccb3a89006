namespace OpenLinux.Engine.Actions;

/// <summary>How to learn which inputs a compile read (make depfile, as by <c>clang -MD -MF</c>).</summary>
/// <param name="Depfile">The depfile's path relative to the input root; it is not an output and does not enter the CAS.</param>
/// <param name="Sources">Inputs that always belong to the key, i.e. the translation unit itself.</param>
public sealed record HeaderDiscovery(string Depfile, IReadOnlyList<string> Sources)
{
    /// <summary>
    /// Arguments after which the same command writes its assembly to the last of them, with the text of inline assembly as the assembler
    /// gets it. Without them, all inputs belong to the key of what may read files by assembly.
    /// </summary>
    public IReadOnlyList<string> Listing { get; init; } = [];
}

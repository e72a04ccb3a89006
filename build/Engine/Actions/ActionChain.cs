using OpenLinux.Engine.Content;

namespace OpenLinux.Engine.Actions;

/// <summary>
/// Steps that lead to one result, such as the compiles of a program and its link. While all that they are given is as it was, and the
/// last one's result is there, none of them is looked up. But once a day each is: what is found is noted as in use, and so stays in the cache.
/// </summary>
/// <param name="Given">Of everything that any of their specs is made from: where it is equal, so is each spec.</param>
/// <param name="Steps">By mnemonic, label and outputs alone; the last gives the result.</param>
/// <param name="RunAsync">Makes the specs and runs them.</param>
public sealed record ActionChain(Digest Given, IReadOnlyList<ActionSpec> Steps, Func<CancellationToken, Task<ActionOutcome>> RunAsync)
{
    /// <summary>A step as people know it.</summary>
    public static ActionSpec Step(string mnemonic, string label, string output) =>
        new() { Mnemonic = mnemonic, Label = label, Arguments = [], Outputs = [output] };
}

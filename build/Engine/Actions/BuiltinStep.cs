using OpenLinux.Engine.Content;

namespace OpenLinux.Engine.Actions;

/// <summary>A step that runs in this process. It reads inputs from the store and returns its outputs, already in the store.</summary>
public delegate Task<BuiltinResult> BuiltinStep(ActionSpec spec, IContentStore store, CancellationToken cancellation);

/// <param name="Outputs">Paths relative to the input root; each declared output must be among them or be a directory of them.</param>
/// <param name="Stdout">A short text result that is cached with the outputs, such as an image ID.</param>
public sealed record BuiltinResult(FileTree Outputs, string Stdout = "");

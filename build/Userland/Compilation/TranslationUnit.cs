namespace OpenLinux.Userland.Compilation;

/// <summary>One C file and the command that compiles it, for <c>compile_commands.json</c>.</summary>
/// <param name="Source">Relative to the checkout, as in the action's input root.</param>
public sealed record TranslationUnit(string Source, string ObjectFile, IReadOnlyList<string> Arguments);

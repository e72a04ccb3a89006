namespace OpenLinux.Configuration.Keys;

/// <summary>What a string must look like.</summary>
/// <param name="Expected">For messages: "an absolute path".</param>
/// <param name="Pattern">The same as a regular expression, for the JSON schema alone: compiling one would cost the start-up dearly.</param>
/// <param name="Accepts">Decides, and may be stricter than the pattern.</param>
public sealed record TextRule(string Expected, string Pattern, Func<string, bool> Accepts);

namespace OpenLinux.Engine.Actions;

/// <param name="UseCache">False for <c>--no-cache</c>: nothing is read from the action cache, all is still written.</param>
/// <param name="MaxParallel">Steps that run at a time.</param>
public sealed record BuildEngineOptions(bool UseCache, int MaxParallel);

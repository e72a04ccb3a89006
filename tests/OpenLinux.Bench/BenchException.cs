namespace OpenLinux.Bench;

/// <summary>A row cannot be measured; the message says why.</summary>
public sealed class BenchException(string message) : Exception(message);

namespace OpenLinux.Machine.Docker;

/// <param name="Version">The engine's version where it said so, else null.</param>
/// <param name="Detail">Why there was no answer, in the system's words; empty where there was one.</param>
public sealed record DaemonAnswer(DaemonState State, Version? Version = null, string Detail = "");

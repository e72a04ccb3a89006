namespace OpenLinux.Machine.Prerequisites;

/// <param name="Path">Where it was found, or null.</param>
/// <param name="Version">What it says it is; null where it is missing, was not asked or does not say.</param>
public sealed record PrerequisiteStatus(Prerequisite Prerequisite, PrerequisiteState State, string? Path, Version? Version);

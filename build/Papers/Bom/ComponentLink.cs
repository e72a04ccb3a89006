namespace OpenLinux.Papers.Bom;

/// <param name="Component">The name of what is linked or read.</param>
/// <param name="IsStatic">Whether its code becomes part of the other; else it was there while that was built, as headers are.</param>
public sealed record ComponentLink(string Component, bool IsStatic);

namespace OpenLinux.Images.Contents;

/// <summary>A field of the configuration in which two images differ.</summary>
/// <param name="Old">Null where the old image does not have it.</param>
/// <param name="New">Null where the new image does not have it.</param>
public sealed record FieldChange(string Field, string? Old, string? New);

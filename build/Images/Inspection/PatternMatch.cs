namespace OpenLinux.Images.Inspection;

/// <param name="Offset">In the file, in bytes.</param>
/// <param name="Text">What matched, a character a byte.</param>
internal readonly record struct PatternMatch(long Offset, string Text);

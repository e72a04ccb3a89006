namespace OpenLinux.Rootfs.Vetting;

/// <summary>That programs name paths below a folder.</summary>
/// <param name="Folder">Its full path, on whatever machine.</param>
/// <param name="Path">The first program that does, absolute in the root filesystem.</param>
/// <param name="Offset">Where in it, in bytes.</param>
/// <param name="Others">How many more programs do.</param>
public sealed record FolderMention(string Folder, string Path, long Offset, int Others);

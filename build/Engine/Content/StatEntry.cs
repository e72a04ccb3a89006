namespace OpenLinux.Engine.Content;

/// <param name="Trusted">False where the file was modified so shortly before it was read that another change could carry the same stamp.</param>
/// <param name="Seen">Whether this process has asked for the file.</param>
internal sealed record StatEntry(FileStamp Stamp, Digest Content, bool Trusted, bool Seen);

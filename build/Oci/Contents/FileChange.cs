namespace OpenLinux.Oci.Contents;

/// <summary>A path at which two images differ.</summary>
/// <param name="Old">Null where only the new image has it.</param>
/// <param name="New">Null where only the old image has it.</param>
/// <param name="Fields">Where both have it, in what they differ.</param>
public sealed record FileChange(ImageFile? Old, ImageFile? New, FileFields Fields)
{
    public string Path => (New ?? Old)!.Path;

    public bool IsAdded => Old is null;

    public bool IsRemoved => New is null;

    /// <summary>Whether nothing but the time differs, as after a build at another epoch.</summary>
    public bool IsTouchedOnly => Fields == FileFields.ModificationTime;

    public long SizeDelta => (New?.SizeBytes ?? 0) - (Old?.SizeBytes ?? 0);

    /// <returns>Null where they are the same.</returns>
    public static FileChange? Between(ImageFile old, ImageFile @new) =>
        Compare(old, @new) is var fields and not FileFields.None ? new FileChange(old, @new, fields) : null;

    /// <summary>Linux gives a symlink no mode of its own; a directory that is only implied has no time.</summary>
    private static FileFields Compare(ImageFile old, ImageFile @new) =>
        (old.Kind != @new.Kind ? FileFields.Type : FileFields.None)
        | (old.Sha256 != @new.Sha256 || old.SizeBytes != @new.SizeBytes ? FileFields.Content : FileFields.None)
        | (old.LinkTarget != @new.LinkTarget ? FileFields.Link : FileFields.None)
        | (old.Mode != @new.Mode && @new.Kind != ImageFileKind.Symlink && old.Kind != ImageFileKind.Symlink ? FileFields.Mode : FileFields.None)
        | ((old.Uid, old.Gid) != (@new.Uid, @new.Gid) ? FileFields.Owner : FileFields.None)
        | (old.Modified is not null && @new.Modified is not null && old.Modified != @new.Modified ? FileFields.ModificationTime : FileFields.None);
}

/// <summary>In what two files at the same path differ.</summary>
[Flags]
public enum FileFields
{
    None = 0,
    Type = 1,
    Content = 2,
    Link = 4,
    Mode = 8,
    Owner = 16,
    ModificationTime = 32,
}

namespace OpenLinux.Images.Contents;

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

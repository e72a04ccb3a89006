namespace OpenLinux.Images.Inspection;

/// <summary>Whether a finding keeps the rootfs from becoming an image.</summary>
public enum Severity
{
    Warning,
    Error,
}

namespace OpenLinux.Images.Inspection;

/// <summary>Whether a finding keeps the rootfs from becoming an image.</summary>
public enum Severity
{
    /// <summary>Told in verbose output alone: something that cannot be judged.</summary>
    Note,
    Warning,
    Error,
}

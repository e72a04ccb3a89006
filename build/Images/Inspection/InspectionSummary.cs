namespace OpenLinux.Images.Inspection;

/// <param name="SizeBytes">Sum of the files' sizes.</param>
/// <param name="DiffId">"sha256:…" of the uncompressed tar; empty where it could not be read whole.</param>
/// <param name="Setuid">Absolute paths of setuid and setgid files.</param>
public sealed record InspectionSummary(
    int Files, int Directories, int Symlinks, long SizeBytes, string DiffId, IReadOnlyList<string> Setuid);

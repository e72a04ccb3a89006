namespace OpenLinux.Machine.Doctor;

/// <param name="Found">The version and where it is, or "missing".</param>
/// <param name="Wanted">">= 14.0", "any", "running".</param>
/// <param name="Fix">The commands that put it right, one a line; empty where nothing is to be done.</param>
/// <param name="Verdict">Whether it will do.</param>
public sealed record DoctorRow(string Prerequisite, string Found, string Wanted, string Fix, DoctorVerdict Verdict);

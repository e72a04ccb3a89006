using OpenLinux.Common.Errors;
using OpenLinux.Oci.Naming;
using OpenLinux.Rootfs.Packing;

namespace OpenLinux.Rootfs.Vetting;

/// <summary>What the inspection of a tarball came to.</summary>
public sealed record InspectionReport(IReadOnlyList<Finding> Findings, InspectionSummary Summary)
{
    /// <summary>The folders that programs name, where the policy collects them: what is still to be compared with a machine's own.</summary>
    public IReadOnlyList<FolderMention> Folders { get; init; } = [];

    public bool HasErrors => Findings.Any(finding => finding.Severity == Severity.Error);

    /// <param name="tarball">Its path, for people.</param>
    /// <exception cref="BuildException">There are errors: the code of the one about the tarball itself, else the first one's, with all the others below its cause.</exception>
    public void ThrowIfErrors(string tarball)
    {
        // Of a damaged tarball, what its entries seem to hold comes second.
        bool IsOfTheWhole(Finding finding) => finding.Path == tarball || finding.Path == RootfsArchive.FileName;
        var errors = Findings.Where(finding => finding.Severity == Severity.Error).OrderByDescending(IsOfTheWhole).ToList();
        if (errors.Count == 0)
        {
            return;
        }

        var first = errors[0];
        var subject = IsOfTheWhole(first) ? tarball
            // The configuration is at fault, and the tarball what it should be.
            : first.Code == RootfsErrors.PointsNowhere ? first.Subject
            : $"{first.Subject} in {tarball}";
        throw new BuildException(
            first.Code,
            subject,
            string.Join('\n', [first.Reason, .. errors.Skip(1).Select(error => error.ToString())]),
            string.Join('\n', Fixes(errors)));
    }

    /// <summary>Where there are several, each says what it is for.</summary>
    private static IEnumerable<string> Fixes(IReadOnlyList<Finding> errors)
    {
        var fixes = errors.GroupBy(error => error.Fix).ToList();
        return fixes.Select(fix => fixes.Count == 1 ? fix.Key : $"{string.Join(", ", fix.Select(error => error.Path).Distinct())}: {fix.Key}");
    }
}

/// <param name="SizeBytes">Sum of the files' sizes.</param>
/// <param name="DiffId">Of the uncompressed tar; null where it could not be read whole.</param>
/// <param name="Setuid">Absolute paths of setuid and setgid files.</param>
public sealed record InspectionSummary(
    int Files, int Directories, int Symlinks, long SizeBytes, OciDigest? DiffId, IReadOnlyList<string> Setuid);

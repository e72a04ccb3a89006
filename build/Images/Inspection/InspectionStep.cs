using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Images.Rootfs;

namespace OpenLinux.Images.Inspection;

/// <summary>The inspection as a cached step, so that a tarball already vetted is not read again.</summary>
public static class InspectionStep
{
    private const string FileName = RootfsArchive.FileName;

    /// <summary>Part of the key: raised whenever the rules change, so that every tarball is vetted by the new ones.</summary>
    private const string Rules = "--rules=1";

    /// <summary>Its text result is the report; read it with <see cref="ReportOf"/>. Errors are in the report, they do not fail the step.</summary>
    public static ActionSpec Inspect(Digest tarball, InspectionPolicy policy) => new()
    {
        Mnemonic = "Inspect",
        Label = $"{policy.Architecture.Name} {FileName}",
        Arguments = ["builtin:inspect", Rules, .. policy.ToArguments()],
        Inputs = FileTree.Empty.With(FileName, new FileNode(tarball)),
        Outputs = [],
        Builtin = (_, store, cancellation) => InspectAsync(tarball, policy, store, cancellation),
    };

    public static InspectionReport ReportOf(ActionOutcome outcome) => InspectionReportJson.Read(outcome.Stdout);

    private static async Task<BuiltinResult> InspectAsync(
        Digest tarball, InspectionPolicy policy, IContentStore store, CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf(FileName);
        await store.RequireToAsync(tarball, path, FileNode.Regular, cancellation);
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        var report = new RootfsInspector().Inspect(file, FileName, policy, cancellation);
        return new BuiltinResult(FileTree.Empty, InspectionReportJson.Write(report));
    }
}

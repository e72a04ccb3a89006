using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Storage;
using OpenLinux.Images.Rootfs;

namespace OpenLinux.Images.Inspection;

/// <summary>The inspection as a cached step, so that a tarball already vetted is not read again.</summary>
public static class InspectionStep
{
    private const string FileName = RootfsArchive.FileName;
    private const string DebugFolder = "debug";

    /// <summary>Part of the key: raised whenever the rules change, so that every tarball is vetted by the new ones.</summary>
    private const string Rules = "--rules=3";

    /// <summary>Its text result is the report; read it with <see cref="ReportOf"/>. Errors are in the report, they do not fail the step.</summary>
    /// <param name="origins">What is known of where its contents come from; as much part of the key as the policy.</param>
    public static ActionSpec Inspect(Digest tarball, InspectionPolicy policy, RootfsOrigins origins) => new()
    {
        Mnemonic = "Inspect",
        Label = $"{policy.Architecture.Name} {FileName}",
        Arguments = ["builtin:inspect", Rules, .. policy.ToArguments(), $"--owners={origins.OwnersDigest()}"],
        Inputs = FileTree.Empty.With(FileName, new FileNode(tarball)).WithTree(DebugFolder, origins.DebugFiles),
        Outputs = [],
        Builtin = (_, store, cancellation) => InspectAsync(tarball, policy, origins, store, cancellation),
    };

    public static InspectionReport ReportOf(ActionOutcome outcome) => InspectionReportJson.Read(outcome.Stdout);

    private static async Task<BuiltinResult> InspectAsync(
        Digest tarball, InspectionPolicy policy, RootfsOrigins origins, IContentStore store, CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf(FileName);
        await store.RequireToAsync(tarball, path, FileNode.Regular, cancellation);
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        var known = await KnownOrigins.ReadAsync(origins, store, cancellation);
        var report = RootfsInspector.Inspect(file, FileName, policy, known, cancellation);
        return new BuiltinResult(FileTree.Empty, InspectionReportJson.Write(report));
    }
}

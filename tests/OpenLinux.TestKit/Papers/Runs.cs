using OpenLinux.Engine.Content;
using OpenLinux.Papers.Provenance;
using OpenLinux.Papers.Publication;

namespace OpenLinux.TestKit.Papers;

internal static class Runs
{
    public static readonly BuildRun Whole = new(
        Commit: new string('a', 40),
        IsDirty: true,
        Created: DateTimeOffset.FromUnixTimeSeconds(1_700_000_000),
        Repository: "https://example.org/openlinux.git",
        Builder: "https://ci.example.org/openlinux",
        SourceDateEpoch: 7,
        Overrides: [KeyValuePair.Create<string, IReadOnlyList<string>>("components", ["musl", "busybox"])],
        Epoch: 7,
        Tools: [new ToolUsed("clang", "clang version 14", Digest.OfUtf8("clang"), []), new ToolUsed("sh", "", Digest.OfUtf8("sh"), [])]);

    /// <summary>Outside a repository, with nothing asked for.</summary>
    public static readonly BuildRun Bare = Whole with { Commit = null, IsDirty = false, Repository = null, SourceDateEpoch = null, Overrides = [] };

    public static readonly IReadOnlyList<Paper> Sboms =
    [
        new(PaperKind.Spdx, "/somewhere/build/x86_64/openlinux.spdx.json", Digest.OfUtf8("spdx")),
        new(PaperKind.CycloneDx, "/somewhere/build/x86_64/openlinux.cdx.json", Digest.OfUtf8("cdx")),
    ];
}

using System.Text.RegularExpressions;

namespace OpenLinux.EndToEnd.Faults;

/// <summary>Every kind of file that a build leaves in the cache and in the checkout. One of no kind is either forgotten here, or left behind.</summary>
internal static class BuildFiles
{
    /// <summary>Of all paths below "cache/", ".cache/" and "build/": the first that matches.</summary>
    private static readonly (string Kind, Regex Path)[] Kinds =
    [
        ("lock", new(@"^cache/(lock|trees/lock|locks/source-[0-9a-f]{64})$|^\.cache/lock$")),
        ("blob", new(@"^cache/cas/[0-9a-f]{2}/[0-9a-f]{64}$")),
        ("result", new(@"^cache/ac/[0-9a-f]{2}/[0-9a-f]{64}$")),
        ("stamps of a tree", new(@"^cache/trees/[0-9a-f]{2}/[0-9a-f]{64}-\d+/stamps$")),
        ("file of a tree", new(@"^cache/trees/[0-9a-f]{2}/[0-9a-f]{64}-\d+/files/.")),
        ("history", new(@"^cache/history/log-[0-9a-f]{32}$")),
        ("program", new(@"^cache/programs/[a-z]+-[0-9a-f]{16}-[0-9a-f]{64}$")),
        ("usage", new(@"^cache/usage$")),
        ("runs", new(@"^cache/runs$")),
        ("holder of the lock", new(@"^\.cache/lock\.holder$")),
        ("digests of files", new(@"^\.cache/stat$")),
        ("memory of results", new(@"^\.cache/stat\.results$")),
        ("versions of tools", new(@"^\.cache/machine/versions\.tsv$")),
        ("times of actions", new(@"^\.cache/times$")),
        ("sizes of what was made", new(@"^\.cache/made$")),
        ("list of a root filesystem", new(@"^\.cache/rootfs/x86_64(\.before)?$")),
        ("run of a root filesystem", new(@"^\.cache/rootfs/x86_64\.run$")),
        ("front", new(@"^\.cache/unchanged/front")),
        ("facts", new(@"^\.cache/unchanged/[0-9a-f]{16}$")),
        ("tarball", new(@"^build/x86_64/[^.].*\.tar\.gz$")),
        ("checksum", new(@"^build/x86_64/[^.].*\.tar\.gz\.sha256$")),
        ("database", new(@"^build/x86_64/compile_commands\.json$")),
        ("file of the sysroot", new(@"^build/x86_64/sysroot/([^.][^/]*/)*[^.][^/]*$")),
        ("debug file", new(@"^build/x86_64/debug/([^.][^/]*/)*[^.][^/]*$")),
    ];

    public static IEnumerable<(string? Kind, string Path)> In(SmallBuild build) =>
    [
        .. Below(build.Cache, "cache"),
        .. Below(build.PathOf(".cache"), ".cache"),
        .. Below(build.PathOf("build"), "build"),
    ];

    private static IEnumerable<(string? Kind, string Path)> Below(string folder, string name) => !Directory.Exists(folder)
        ? []
        : Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .Select(path => (KindOf($"{name}/{Path.GetRelativePath(folder, path)}"), path));

    private static string? KindOf(string path) => Array.Find(Kinds, kind => kind.Path.IsMatch(path)).Kind;
}

using OpenLinux.Common.Processes;

namespace OpenLinux.Engine.Sandboxes;

/// <summary>
/// What steps use of any machine, and count as the same on all: a shell, and for scripts the tools that POSIX systems have. None of them
/// tells of the machine, the user or the time, and none is a language whose version shows in what it makes.
/// </summary>
internal static class MachineFiles
{
    private static readonly string[] ProgramFolders = ["/usr/bin", "/bin"];
    private static readonly string[] LibraryFolders = ["/lib", "/lib64", "/usr/lib", "/usr/lib64"];

    /// <summary>Beginnings of what shells load: the C library, its loader, and what terminals are written to with.</summary>
    private static readonly string[] LibrariesOfShells = ["ld-", "ld64", "ld.so", "libc.", "libc-", "libdl", "libtinfo", "libreadline", "libm."];

    private static readonly string[] Tools =
    [
        "[", "awk", "base64", "basename", "bunzip2", "bzcat", "bzip2", "cat", "chmod", "cksum", "cmp", "comm", "cp", "cut", "dd", "diff", "dirname", "echo",
        "ed", "egrep", "env", "expand", "expr", "false", "fgrep", "find", "fold", "gawk", "gmake", "grep", "gunzip", "gzip", "head", "install", "join", "ln",
        "ls", "make", "mawk", "md5sum", "mkdir", "mkfifo", "mktemp", "mv", "nl", "nproc", "od", "paste", "patch", "pr", "printf", "pwd", "readlink", "realpath",
        "rm", "rmdir", "sed", "seq", "sha1sum", "sha256sum", "sha512sum", "sleep", "sort", "split", "stat", "sum", "tac", "tail", "tar", "tee", "test",
        "timeout", "touch", "tr", "true", "truncate", "tsort", "uname", "unexpand", "uniq", "unxz", "wc", "which", "xargs", "xz", "xzcat", "zcat",
    ];

    /// <summary>For every step: <c>/bin/sh</c>, what that loads, and devices that are the same everywhere.</summary>
    public static IEnumerable<SandboxRule> OfShell() =>
    [
        SandboxRule.Device("/dev/null"),
        SandboxRule.Device("/dev/zero"),
        SandboxRule.Read("/dev/urandom"),
        SandboxRule.Read("/dev/random"),
        SandboxRule.Read("/etc/ld.so.cache"),
        .. Programs(["sh"]),
        .. Libraries(name => LibrariesOfShells.Any(start => name.StartsWith(start, StringComparison.Ordinal))),
    ];

    /// <summary>For scripts, besides.</summary>
    public static IEnumerable<SandboxRule> OfTools() => [.. Programs(Tools), .. Libraries(_ => true)];

    private static IEnumerable<SandboxRule> Programs(IEnumerable<string> names) =>
        from name in names
        from folder in ProgramFolders
        let path = $"{folder}/{name}"
        where File.Exists(path)
        select SandboxRule.Run(path);

    /// <summary>What programs load, and nothing that is linked into others.</summary>
    private static IEnumerable<SandboxRule> Libraries(Func<string, bool> counts) =>
        from folder in LibraryFolders.Concat(Subfolders("/lib")).Concat(Subfolders("/usr/lib")).Where(Directory.Exists).DistinctBy(Resolved)
        from path in Directory.EnumerateFiles(folder)
        let name = Path.GetFileName(path)
        where (name.EndsWith(".so", StringComparison.Ordinal) || name.Contains(".so.", StringComparison.Ordinal)) && counts(name)
        select SandboxRule.Run(path);

    private static IEnumerable<string> Subfolders(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateDirectories(folder, $"{ThisMachine.Architecture}-linux-*") : [];

    private static string Resolved(string folder) => PathChain.Of(folder).Target;
}

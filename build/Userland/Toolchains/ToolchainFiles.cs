using OpenLinux.Common.Processes;

namespace OpenLinux.Userland.Toolchains;

/// <summary>
/// What steps read and run of a toolchain that is this machine's. Its programs are told by name; what they call and load lies all over
/// the folders for that, which hold no programs that people call.
/// </summary>
public static class ToolchainFiles
{
    private static readonly string[] Folders = ["/lib", "/lib32", "/lib64", "/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/libexec"];

    /// <summary>What compilers look for on PATH, and nobody configures.</summary>
    private static readonly string[] Called = ["as", "ld", "ld.bfd", "ld.gold", "ld.lld"];

    /// <returns>None for a pinned one: that is a tree.</returns>
    public static IReadOnlyList<string> Of(Toolchain toolchain)
    {
        if (toolchain.Tree is not null)
        {
            return [];
        }

        var programs = toolchain.Programs;
        string[] names = [programs.Cc, programs.Ld, programs.Ar, programs.Ranlib, programs.Strip, programs.Objcopy];
        var found = names.Concat(Called).Concat(names.SelectMany(name => Called.Select(called => Beside(name, called))))
            .Select(name => ProgramPath.Find(name, "/", toolchain.SearchPath))
            .OfType<string>();
        return
        [
            .. Folders.Where(Directory.Exists),
            .. Directory.EnumerateDirectories("/usr", "*-linux-*"),
            .. found.SelectMany(path => OwnFolder(path).Prepend(path)).Distinct(),
        ];
    }

    /// <summary>"aarch64-linux-gnu-gcc" calls "aarch64-linux-gnu-as".</summary>
    private static string Beside(string name, string called) => $"{name[..(name.LastIndexOf('-') + 1)]}{called}";

    /// <summary>A program below /opt or in somebody's folder has what it needs beside its bin.</summary>
    private static string[] OwnFolder(string program)
    {
        var real = File.ResolveLinkTarget(program, returnFinalTarget: true)?.FullName ?? program;
        return Path.GetDirectoryName(Path.GetDirectoryName(real)) is { Length: > 1 } folder and not ("/usr" or "/usr/local") ? [folder] : [];
    }
}

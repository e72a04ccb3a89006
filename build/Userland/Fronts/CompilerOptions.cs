using System.Collections.Frozen;

namespace OpenLinux.Userland.Fronts;

/// <summary>
/// Options of compilers that change what one compile makes of one source, and read and write nothing (clang/Driver/Options.td). Those
/// that write beside the output, or read what no list of headers names, are not among them.
/// </summary>
internal static class CompilerOptions
{
    private static readonly FrozenSet<string> Whole = FrozenSet.Create(
        "-w", "-ansi", "-pedantic", "-pedantic-errors", "-pipe", "-no-canonical-prefixes", "-pthread", "-static", "-static-pie", "-pie", "-no-pie",
        "-s", "-undef", "-trigraphs", "-MP", "-nostdlib", "-Qunused-arguments", "--start-no-unused-arguments", "--end-no-unused-arguments",
        "-g", "-g0", "-g1", "-g2", "-g3", "-ggdb", "-ggdb0", "-ggdb1", "-ggdb2", "-ggdb3", "-gline-tables-only",
        "-gdwarf", "-gdwarf-2", "-gdwarf-3", "-gdwarf-4", "-gdwarf-5", "-gstrict-dwarf", "-gno-strict-dwarf", "-gcolumn-info", "-gno-column-info",
        "-Wa,--noexecstack", "-fuse-ld=lld");

    private static readonly string[] Beginnings = ["-O", "-std=", "--target=", "--ld-path=", "-D", "-U", "-MT", "-MQ"];

    /// <summary>Of <c>-f</c>, with or without "no-": those that write or read files, say something of the run, or hand the work to other programs.</summary>
    private static readonly string[] FilesOfCode =
    [
        "profile", "coverage", "test-coverage", "save-", "plugin", "pass-plugin", "module", "implicit-module", "prebuilt-module", "dump", "cs-profile",
        "stack-usage", "callgraph", "time-", "proc-stat", "crash", "auto-profile", "memory-profile", "depfile", "build-session", "syntax-only",
        "record-", "xray", "thinlto", "embed", "directives-only", "sanitize", "integrated", "working-directory", "diagnostics-", "rewrite",
        "openmp", "offload", "minimize-whitespace", "emit", "ms-", "use-ld", "api-notes", "apinotes", "index", "experimental", "validate-pch", "pch",
        "system-module", "retain-comments", "cas", "cache", "include", "template-backtrace", "show",
    ];

    /// <summary>Those whose values name folders, and that only change how paths are written.</summary>
    private static readonly string[] PathMaps =
        ["-ffile-prefix-map=", "-fdebug-prefix-map=", "-fmacro-prefix-map=", "-ffile-compilation-dir=", "-fdebug-compilation-dir="];

    public static bool IsKnown(string word) =>
        Whole.Contains(word)
        || Beginnings.Any(start => word.StartsWith(start, StringComparison.Ordinal))
        || PathMaps.Any(start => word.StartsWith(start, StringComparison.Ordinal))
        || IsForLinker(word)
        || IsWarning(word)
        || IsOfMachine(word)
        || IsOfCode(word);

    /// <summary>A compile calls no linker.</summary>
    private static bool IsForLinker(string word) => word.StartsWith("-Wl,", StringComparison.Ordinal);

    /// <summary>"-Wa,", "-Wl," and "-Wp," hand on what follows.</summary>
    private static bool IsWarning(string word) => word.StartsWith("-W", StringComparison.Ordinal) && !word.Contains(',', StringComparison.Ordinal);

    /// <summary>"native" is another machine's elsewhere; "-mllvm" has a word of its own, and does anything.</summary>
    private static bool IsOfMachine(string word) =>
        word.StartsWith("-m", StringComparison.Ordinal) && word != "-mllvm" && HasPlainValue(word) && !word.EndsWith("=native", StringComparison.Ordinal);

    private static bool IsOfCode(string word)
    {
        if (!word.StartsWith("-f", StringComparison.Ordinal) || !HasPlainValue(word))
        {
            return false;
        }

        var name = word.StartsWith("-fno-", StringComparison.Ordinal) ? word.AsSpan(5) : word.AsSpan(2);
        foreach (var start in FilesOfCode)
        {
            if (name.StartsWith(start, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    private static bool HasPlainValue(string word) => !word.AsSpan().ContainsAny('/', '.', ',');
}

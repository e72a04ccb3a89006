namespace OpenLinux.Userland.Fronts;

/// <summary>
/// A makefile's compile as a command that can run in any folder: <see cref="Root"/> stands for that folder in its words, its messages and
/// its depfile.
/// </summary>
internal static class UnitScript
{
    public const string Root = "@{root}";

    /// <summary>Holds the exit code of a question.</summary>
    public const string ExitCode = ".exit-code";

    /// <summary>Holds the path of the folder that a compile ran in elsewhere.</summary>
    public const string RootName = ".front-root";

    /// <summary>Holds the names of the headers that it read, a line each.</summary>
    public const string HeaderNames = ".front-headers";

    /// <summary>Holds the paths of the files that it opened, as <see cref="OpenedFiles"/> reads them.</summary>
    public const string OpenedNames = ".front-opened";

    /// <summary>The program that notes them.</summary>
    public const string FrontName = ".front-program";

    /// <summary>What goes before, where no makefile asks for it.</summary>
    private const string Prologue =
        $"""
        printf %s "$PWD" >{RootName}
        : >{HeaderNames}
        : >{OpenedNames}
        export CC_PRINT_HEADERS=1 CC_PRINT_HEADERS_FILE="$PWD/{HeaderNames}"

        """;

    private const string Text =
        """
        root=$PWD
        cd "$1"
        depfile=$2
        question=$3
        shift 3
        for word do
            shift
            tail=$word word=
            while case $tail in *"@{root}"*) ;; *) false ;; esac; do
                word=$word${tail%%"@{root}"*}$root
                tail=${tail#*"@{root}"}
            done
            set -- "$@" "$word$tail"
        done

        code=0
        "$@" >"$root/.messages" 2>&1 || code=$?
        sed "s|$root|@{root}|g" "$root/.messages"
        if [ -n "$question" ]; then
            printf %s "$code" >"$root/.exit-code"
            exit 0
        fi
        if [ -n "$depfile" ] && [ "$code" = 0 ]; then
            sed "s|$root|@{root}|g" "$root/$depfile" >"$root/.depfile"
            cat "$root/.depfile" >"$root/$depfile"
        fi
        exit "$code"
        """;

    /// <summary>Whether a path is of those that are no part of the build.</summary>
    public static bool IsOfFront(string path) => path.StartsWith(".front", StringComparison.Ordinal);

    /// <summary>As <see cref="Arguments"/>, for a worker: what it reads is an output.</summary>
    public static IReadOnlyList<string> ArgumentsElsewhere(string folder, string? depfile, bool isQuestion, IEnumerable<string> command) =>
        Shell(Prologue + Text, folder, depfile, isQuestion, [$"{Root}/{FrontName}", $"--opened={Root}/{OpenedNames}", .. command]);

    /// <param name="folder">Where it runs, relative to the root.</param>
    /// <param name="depfile">Relative to the root; null where there is none.</param>
    /// <param name="command">With its program, and <see cref="Root"/> for the root.</param>
    public static IReadOnlyList<string> Arguments(string folder, string? depfile, bool isQuestion, IEnumerable<string> command) =>
        Shell(Text, folder, depfile, isQuestion, command);

    private static string[] Shell(string script, string folder, string? depfile, bool isQuestion, IEnumerable<string> command) =>
        ["sh", "-euc", script, "unit", folder.Length == 0 ? "." : folder, depfile ?? "", isQuestion ? "question" : "", .. command];
}

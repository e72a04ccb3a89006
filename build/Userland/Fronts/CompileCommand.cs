namespace OpenLinux.Userland.Fronts;

/// <summary>
/// A command of a makefile that turns one source into one file: what it reads can be known, and it does nothing else. An option that is
/// not known here may read or write anything: such a command is none.
/// </summary>
/// <param name="Source">As named; <see cref="Nothing"/> for a question to the compiler.</param>
/// <param name="Output">As named; <see cref="Nothing"/> where only the exit code is asked for.</param>
/// <param name="Depfile">As named; null where none is wanted.</param>
/// <param name="Folders">Of the include path.</param>
/// <param name="KeepsMacros">Whether macros that nobody uses could show in the output: as debug information, or by a checksum of their file.</param>
internal sealed record CompileCommand(string Source, string Output, string? Depfile, IReadOnlyList<string> Folders, bool KeepsMacros)
{
    public const string Nothing = "/dev/null";

    private const string PassedDepfile = "-Wp,-MD,";
    private const string PassedUserDepfile = "-Wp,-MMD,";

    public bool IsQuestion => Output == Nothing;

    /// <param name="words">After the compiler.</param>
    public static CompileCommand? Of(IEnumerable<string> words)
    {
        var reading = new Reading();
        using var next = words.GetEnumerator();
        while (next.MoveNext())
        {
            if (!reading.Take(next.Current, () => next.MoveNext() ? next.Current : null))
            {
                return null;
            }
        }

        return reading.Result();
    }

    private sealed class Reading
    {
        private static readonly string[] FolderOptions = ["-isystem", "-idirafter", "-iquote", "-I"];

        private readonly List<string> folders = [];
        private string? source;
        private string? output;
        private string? depfile;
        private string? language;
        private bool wantsDepfile;
        private bool compiles;
        private bool lists;
        private bool searchesItsOwn = true;
        private bool debugs;
        private bool debugsMacros;
        private char dwarf = '5';

        public bool Take(string word, Func<string?> value)
        {
            if (word.Length == 0 || word.Contains(UnitScript.Root, StringComparison.Ordinal))
            {
                return false;
            }

            return word[0] != '-' ? TakeSource(word) : TakeFolder(word, value) ?? TakeFile(word, value) ?? TakeOption(word, value);
        }

        public CompileCommand? Result()
        {
            var isQuestion = output == Nothing;
            if (source is null
                || !(compiles || (lists && isQuestion))
                || (searchesItsOwn && !IsAssembly(source))
                || (source == Nothing ? language is not "c" || !isQuestion : !IsKnown(source)))
            {
                return null;
            }

            output ??= Path.ChangeExtension(Path.GetFileName(source), "o");
            depfile ??= wantsDepfile ? Path.ChangeExtension(output, "d") : null;
            return new CompileCommand(
                source, output, wantsDepfile ? depfile : null, folders, debugsMacros || (debugs && dwarf > '4'));
        }

        private static bool IsAssembly(string source) => source.EndsWith(".s", StringComparison.Ordinal);

        private bool IsKnown(string path) =>
            language is null
                ? Path.GetExtension(path) is ".c" or ".s" or ".S"
                : language is "c" or "assembler-with-cpp";

        private bool TakeSource(string word)
        {
            var isFirst = source is null;
            source = word;
            return isFirst;
        }

        private bool? TakeFolder(string word, Func<string?> value)
        {
            foreach (var option in FolderOptions)
            {
                if (word.StartsWith(option, StringComparison.Ordinal))
                {
                    var folder = word.Length > option.Length ? word[option.Length..] : value();
                    folders.Add(folder ?? "");
                    return folder is not (null or "-" or "") && folder[0] != '=';
                }
            }

            return null;
        }

        private bool? TakeFile(string word, Func<string?> value)
        {
            switch (word)
            {
                case "-o":
                    output = value();
                    return output is not null;
                case "-MF":
                    depfile = value();
                    return depfile is not null;
                case "-MD" or "-MMD":
                    wantsDepfile = true;
                    return true;
                case "-x":
                    language = value();
                    return source is null;
                case "-xc":
                    language = "c";
                    return source is null;
                default:
                    if (word.StartsWith(PassedDepfile, StringComparison.Ordinal) || word.StartsWith(PassedUserDepfile, StringComparison.Ordinal))
                    {
                        depfile = word[(word.LastIndexOf(',') + 1)..];
                        wantsDepfile = true;
                        return true;
                    }

                    return null;
            }
        }

        private bool TakeOption(string word, Func<string?> value)
        {
            switch (word)
            {
                case "-c":
                    compiles = true;
                    return true;
                case "-S":
                    lists = true;
                    return true;
                case "-nostdinc":
                    searchesItsOwn = false;
                    return true;
                case "-D" or "-U" or "-include" or "-imacros" or "-MT" or "-MQ" or "-target" or "--param":
                    return value() is not null;
                default:
                    NoteDebug(word);
                    return CompilerOptions.IsKnown(word);
            }
        }

        private void NoteDebug(string word)
        {
            debugs |= word.StartsWith("-g", StringComparison.Ordinal) && word != "-g0";
            debugsMacros |= word is "-g3" or "-ggdb3" or "-fdebug-macro";
            dwarf = word.StartsWith("-gdwarf-", StringComparison.Ordinal) && word.Length == 9 ? word[8] : dwarf;
        }
    }
}

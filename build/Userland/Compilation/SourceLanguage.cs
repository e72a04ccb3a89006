namespace OpenLinux.Userland.Compilation;

/// <summary>What a file of <c>sources</c> is compiled as, by the end of its name.</summary>
/// <param name="IsPreprocessed">Whether the compiler writes a depfile: of assembly that it does not preprocess it tells nothing.</param>
/// <param name="TakesC">Whether headers that are included unasked can stand before it: they have declarations of C.</param>
/// <param name="Flags">Before the recipe's.</param>
internal sealed record SourceLanguage(bool IsPreprocessed, bool TakesC, IReadOnlyList<string> Flags)
{
    private const string CExtension = ".c";

    private static readonly SourceLanguage C = new(true, true, []);

    /// <summary>Most flags of a toolchain are for C.</summary>
    private static readonly string[] OfAssembly = ["-Wno-unused-command-line-argument"];

    /// <summary>Freestanding: there is no library behind exceptions and type information.</summary>
    private static readonly SourceLanguage CPlusPlus = new(true, false, ["-nostdinc++", "-fno-exceptions", "-fno-rtti", "-fno-threadsafe-statics"]);

    private static readonly Dictionary<string, SourceLanguage> All = new(StringComparer.Ordinal)
    {
        [CExtension] = C,
        [".S"] = new(true, false, OfAssembly),
        [".s"] = new(false, false, OfAssembly),
        [".cc"] = CPlusPlus,
        [".cpp"] = CPlusPlus,
        [".cxx"] = CPlusPlus,
    };

    /// <returns>Null where it is nothing to compile.</returns>
    public static SourceLanguage? Of(string path) => All.GetValueOrDefault(Path.GetExtension(path));

    /// <summary>C leaves its ending out; others keep theirs, as "fenv.c" and "fenv.s" may lie side by side.</summary>
    public static string ObjectFile(string path) => $"obj/{(path.EndsWith(CExtension, StringComparison.Ordinal) ? path[..^CExtension.Length] : path)}.o";
}

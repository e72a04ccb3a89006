using OpenLinux.Configuration;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;

namespace OpenLinux.Rootfs.Stripping;

/// <summary>
/// Parts a program from its symbols: the image gets the program, the debug file is kept aside and found through
/// <c>.gnu_debuglink</c> (GDB manual, "Separate Debug Files"). Executables that are no ELF files pass as they are.
/// </summary>
public static class StripStep
{
    private const string Input = "in/program";
    private const string Output = "out/program";

    private const string Script =
        """
        strip=$1 objcopy=$2 debug=$3
        case $(head -c 4 in/program | od -An -tx1 | tr -d ' \n') in
        7f454c46)
            "$objcopy" --only-keep-debug in/program "$debug"
            "$strip" --strip-all -o out/program in/program
            "$objcopy" --add-gnu-debuglink="$debug" out/program ;;
        *)
            cp in/program out/program
            : >"$debug" ;;
        esac
        """;

    /// <param name="path">The program's path in the root filesystem; its debug file is named after it.</param>
    /// <param name="environment">The toolchain's whole environment.</param>
    /// <param name="identity">The toolchain's platform properties.</param>
    public static ActionSpec Of(
        string path,
        FileNode program,
        string architecture,
        ToolchainConfiguration toolchain,
        IReadOnlyDictionary<string, string> environment,
        IReadOnlyDictionary<string, string> identity) => Parting(path, program, architecture) with
        {
            Arguments = ["sh", "-euc", Script, "strip", toolchain.Strip, toolchain.Objcopy, DebugFile(path)],
            Environment = environment,
            Platform = identity,
        };

    /// <summary>The same without any program of a toolchain.</summary>
    /// <param name="path">The program's path in the root filesystem; its debug file is named after it.</param>
    public static ActionSpec Of(string path, FileNode program, string architecture) => Parting(path, program, architecture) with
    {
        Builtin = new OwnStripping(path, Input, Output, DebugFile(path)),
    };

    /// <returns>The program without symbols, with the mode it had.</returns>
    public static FileNode ProgramOf(ActionOutcome outcome, FileNode program) =>
        program with { Content = ((FileNode)outcome.Outputs.Nodes[Output]).Content };

    /// <returns>The debug file, or null for what is no ELF file.</returns>
    public static FileNode? DebugOf(ActionOutcome outcome, string path) =>
        outcome.Outputs.Nodes[DebugFile(path)] is FileNode { Content.SizeBytes: > 0 } debug ? debug with { Mode = FileNode.Regular } : null;

    private static ActionSpec Parting(string path, FileNode program, string architecture) => new()
    {
        Mnemonic = "Strip",
        Label = $"{architecture} {path}",
        Arguments = [DebugFile(path)],
        Inputs = FileTree.Empty.With(Input, program),
        Outputs = [Output, DebugFile(path)],
    };

    private static string DebugFile(string path) => $"out/{Path.GetFileName(path)}.debug";
}

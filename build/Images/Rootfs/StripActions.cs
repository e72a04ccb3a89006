using System.Text;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Images.Elf;

namespace OpenLinux.Images.Rootfs;

/// <summary>
/// The steps that take symbols out of programs and keep them aside. objcopy does it all, GNU's and LLVM's alike; its output
/// depends on its input and its arguments alone.
/// </summary>
/// <param name="Objcopy">Its name or path, from the toolchain's configuration.</param>
/// <param name="ToolIdentity">REAPI platform properties of the toolchain.</param>
/// <param name="Environment">The steps' whole environment.</param>
/// <param name="Architecture">For people.</param>
public sealed record StripActions(
    string Objcopy,
    IReadOnlyDictionary<string, string> ToolIdentity,
    IReadOnlyDictionary<string, string> Environment,
    string Architecture)
{
    private const string RootFolder = "root";

    /// <summary>Finds the programs and shared libraries of a tree by their magic; a step, so that a warm run does not read them again.</summary>
    public ActionSpec Scan(FileTree rootfs) => new()
    {
        Mnemonic = "ElfScan",
        Label = $"{Architecture} rootfs",
        Arguments = ["builtin:elf-scan", "--types=exec,dyn"],
        Inputs = FileTree.Empty.WithTree(RootFolder, rootfs),
        Outputs = [],
        Builtin = ScanAsync,
    };

    /// <summary>The paths that <see cref="Scan"/> found.</summary>
    public static IReadOnlyList<string> Found(ActionOutcome scan) =>
        scan.Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Keeps what a debugger reads, for <paramref name="path"/>, as <c>NAME.debug</c>.</summary>
    public ActionSpec KeepDebug(string path, FileNode program)
    {
        var name = DebugName(path);
        return Step("ElfDebug", path, ["--only-keep-debug", Input(path), name], FileTree.Empty.With(Input(path), program), name);
    }

    /// <summary>Takes out all symbols and notes the debug file's name and checksum, by which a debugger finds it.</summary>
    /// <param name="debug">What <see cref="KeepDebug"/> made.</param>
    public ActionSpec Strip(string path, FileNode program, FileNode debug)
    {
        var name = DebugName(path);
        return Step(
            "ElfStrip",
            path,
            ["--strip-all", $"--add-gnu-debuglink={name}", Input(path), Output(path)],
            FileTree.Empty.With(Input(path), program).With(name, debug),
            Output(path));
    }

    /// <summary>The step's one output file.</summary>
    public static FileNode Made(ActionOutcome outcome) => (FileNode)outcome.Outputs.Nodes[outcome.Spec.Outputs[0]];

    private static string Name(string path) => path[(path.LastIndexOf('/') + 1)..];

    private static string DebugName(string path) => Name(path) + ".debug";

    private static string Input(string path) => "in/" + Name(path);

    private static string Output(string path) => "out/" + Name(path);

    private static async Task<BuiltinResult> ScanAsync(ActionSpec spec, IContentStore store, CancellationToken cancellation)
    {
        var found = new StringBuilder();
        foreach (var (path, node) in spec.Inputs.Below(RootFolder).Nodes)
        {
            if (node is FileNode file
                && ElfHeader.TryParse(await store.RequireAsync(file.Content, path, cancellation)) is
                    { Type: ElfHeader.Executable or ElfHeader.SharedObject })
            {
                found.Append(path).Append('\n');
            }
        }

        return new BuiltinResult(FileTree.Empty, found.ToString());
    }

    private ActionSpec Step(string mnemonic, string path, IReadOnlyList<string> arguments, FileTree inputs, string output) => new()
    {
        Mnemonic = mnemonic,
        Label = $"{Architecture} {path}",
        Arguments = [Objcopy, .. arguments],
        Environment = Environment,
        Platform = ToolIdentity,
        Inputs = inputs,
        Outputs = [output],
    };
}

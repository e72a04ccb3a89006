using OpenLinux.Engine.Content;

namespace OpenLinux.Engine.Actions;

/// <summary>
/// One step of the build, complete: equal specs give equal outputs. Becomes a REAPI v2 <c>Action</c> and <c>Command</c>,
/// whose digest is its key locally and remotely.
/// </summary>
public sealed record ActionSpec
{
    /// <summary>The kind of step, e.g. "CcCompile".</summary>
    public required string Mnemonic { get; init; }

    /// <summary>What it makes, for people and for finding its earlier keys, e.g. "x86_64 src/bin/init/init.c". Not part of the key.</summary>
    public required string Label { get; init; }

    /// <summary>argv; paths are relative to the input root, which is the working directory. Without the program where it is a <see cref="Builtin"/>.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>The whole environment; nothing is inherited.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    public FileTree Inputs { get; init; } = FileTree.Empty;

    /// <summary>Files or directories, relative to the input root, that the step must make.</summary>
    public required IReadOnlyList<string> Outputs { get; init; }

    /// <summary>All that the command writes: its outputs, and the depfile, which is none.</summary>
    internal IReadOnlyList<string> Made => Headers?.Depfile is { } depfile ? [.. Outputs, depfile] : Outputs;

    /// <summary>REAPI platform properties: identity of each tool (digest, version).</summary>
    public IReadOnlyDictionary<string, string> Platform { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Programs that go before the PATH of <see cref="Environment"/>: the <c>bin</c> of a tree that lies in the cache once, wherever that is.
    /// </summary>
    public ToolTree? Tools { get; init; }

    /// <summary>Set where the compiler tells which headers it read; then unread files of <see cref="Inputs"/> leave the key.</summary>
    public HeaderDiscovery? Headers { get; init; }

    /// <summary>
    /// Set where the step runs in this process instead of as a command; <see cref="Arguments"/> then are its parameters
    /// ("--epoch=0") and enter the key behind its program as any command line does.
    /// </summary>
    public Builtin? Builtin { get; init; }

    /// <summary>
    /// Set where the command is a script: it may run the tools that machines have, and read what this says. Not part of the key, whose
    /// <see cref="Platform"/> has the content of what is read.
    /// </summary>
    public MachineReads? Machine { get; init; }

    /// <summary>Serves the command while it runs. Not part of the key.</summary>
    public IActionAttendant? Attendant { get; init; }

    /// <summary>Brings back an input that no step makes and no work tree holds, a downloaded archive; asked where it was lost. Not part of the key.</summary>
    public Func<CancellationToken, Task>? Refetch { get; init; }
}

/// <summary>How to learn which inputs a compile read (make depfile, as by <c>clang -MD -MF</c>).</summary>
/// <param name="Depfile">The depfile's path relative to the input root; it is not an output and does not enter the CAS. Null where none is
/// written, as for assembly that is not preprocessed: then <paramref name="Reader"/> tells all.</param>
/// <param name="Sources">Inputs that always belong to the key, i.e. the translation unit itself.</param>
/// <param name="Reader">Tells what the depfile leaves out.</param>
public sealed record HeaderDiscovery(string? Depfile, IReadOnlyList<string> Sources, IInputReader Reader);

/// <summary>What a script reads of the machine.</summary>
/// <param name="Paths">Files and folders, by absolute paths; programs among them may be run.</param>
/// <param name="DeclaredIn">Where people declare more, for messages: "src/bin/x/recipe.toml".</param>
public sealed record MachineReads(IReadOnlyList<string> Paths, string DeclaredIn);

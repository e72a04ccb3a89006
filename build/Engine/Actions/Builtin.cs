using OpenLinux.Engine.Content;

namespace OpenLinux.Engine.Actions;

/// <summary>
/// The code of a step that runs in this process. Its name and version are the program in the key, as a command's are by its binary's
/// digest: whoever changes what it makes raises the version, or hosts that share a cache serve each other's bytes.
/// </summary>
/// <param name="name">As in "rootfs-tar".</param>
/// <param name="version">Raised with every change of what equal inputs give.</param>
/// <param name="libraries">Those, not of the runtime, whose code decides on the bytes as well.</param>
public abstract class Builtin(string name, int version, params BuiltinLibrary[] libraries)
{
    private const string ToolPrefix = "tool:";

    /// <summary>argv[0].</summary>
    public string Program { get; } = $"builtin:{name}@{version}";

    /// <summary>
    /// Whether it reads each input once, so that files of the work tree need not be copied into the store for it: the store that it is
    /// given reads them where they are, and holds them against their digests.
    /// </summary>
    public virtual bool ReadsWorkTree => false;

    /// <summary>Whether its result tells of this machine, such as what its daemon holds: then it goes to no other, and none is taken from one.</summary>
    public virtual bool IsOfThisMachine => false;

    /// <summary>Whether it does nothing but make its outputs of its inputs, quickly: it can be run again to see whether it makes the same.</summary>
    public virtual bool IsPure => false;

    /// <summary>Reads inputs from the store and returns its outputs, already in the store.</summary>
    public abstract Task<BuiltinResult> RunAsync(ActionSpec spec, BuiltinServices services, CancellationToken cancellation);

    /// <summary>Platform properties: each library with its version.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Libraries() =>
        libraries.Select(library => KeyValuePair.Create(ToolPrefix + library.Name, library.Version));
}

/// <summary>A library that steps of this process are compiled against; its version enters their keys.</summary>
/// <param name="Name">The assembly's.</param>
/// <param name="User">A type whose assembly refers to it.</param>
public sealed record BuiltinLibrary(string Name, Type User)
{
    /// <summary>Read from metadata, as loading a library costs more than a warm run has.</summary>
    public string Version { get; } = User.Assembly.GetReferencedAssemblies().Single(reference => reference.Name == Name).Version!.ToString();
}

/// <summary>What a step of this process works with.</summary>
/// <param name="Memory">What it may keep for its next run, with other inputs; it never decides on the result.</param>
/// <param name="Parallel">How many threads it may keep busy; nor does this.</param>
public sealed record BuiltinServices(IContentStore Store, StepMemory Memory, int Parallel);

/// <param name="Outputs">Paths relative to the input root; each declared output must be among them or be a directory of them.</param>
/// <param name="Stdout">A short text result that is cached with the outputs, such as an image ID.</param>
public sealed record BuiltinResult(FileTree Outputs, string Stdout = "");

using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Userland.Reading;

namespace OpenLinux.Userland.Fronts;

/// <summary>
/// One compile of a makefile: its source as it is now, and the action that it is with what it reads. Inputs count as in an in-tree
/// compile: each file of the folder that shares a base name with a header, every link, and where a path leads through a folder and out
/// of it again, the folders of that name.
/// </summary>
/// <param name="folder">Where it runs, relative to the root, as are the paths after it.</param>
/// <param name="words">The command, with <see cref="UnitScript.Root"/> for the root.</param>
/// <param name="source">Null for a question about nothing.</param>
/// <param name="depfile">Null where none is wanted.</param>
internal sealed class Unit(
    UnitOrigin origin, CompileCommand command, string folder, IReadOnlyList<string> words, string? source, Digest sourceContent, string output, string? depfile)
{
    private const string FoldersProperty = "openlinux:folders";

    private readonly SourceWords commandWords =
        SourceWords.Of(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', [SourceScan.Definitions(words), .. Forgotten(words), .. words])));

    public CompileCommand Command => command;

    public bool IsAssembly { get; } =
        source is not null && (SourceScan.IsAssembly(source) || words.Contains("assembler-with-cpp"));

    public string Mnemonic => command.IsQuestion ? "CcQuestion" : "CcCompile";

    public string? Source => source;

    public Digest SourceContent => sourceContent;

    public SourceScan ScanOfCommand => SourceScan.OfArguments(words);

    /// <returns>The input that a name of the compiler's leads to.</returns>
    public string? Resolve(string named) => origin.Tree.Resolve(folder, named);

    /// <summary>Whether an absolute path lies in the folder of the build.</summary>
    public bool IsInFolder(string path) => origin.Tree.RelativeOf(path) is { Length: > 0 };

    /// <summary>Where it runs.</summary>
    public string Folder => Path.Combine(origin.Tree.Root, folder);

    public string Output => output;

    public string? Depfile => depfile;

    public string Label => $"{origin.Label} {source ?? words.Last(word => word.StartsWith('-') && word is not ("-o" or "-S" or "-c" or "-x" or "-xc"))}";

    /// <summary>What is known before the compiler has run: notes of what it read stand by it.</summary>
    public Digest WeakKey => Digest.OfUtf8(string.Join('\0', [origin.Identity, folder, sourceContent.Hash, source ?? "", .. words]));

    /// <returns>The action's outputs, by their paths from the root.</returns>
    public IReadOnlyList<string> Outputs => command.IsQuestion ? [UnitScript.ExitCode] : depfile is null ? [output] : [output, depfile];

    /// <summary>The command of a worker.</summary>
    public IReadOnlyList<string> ArgumentsElsewhere => UnitScript.ArgumentsElsewhere(folder, depfile, command.IsQuestion, words);

    /// <returns>Null where a header is gone, or no longer what it was taken for.</returns>
    public ActionSpec? With(UnitReads reads)
    {
        var nodes = new Dictionary<string, TreeNode>(StringComparer.Ordinal);
        if (source is not null)
        {
            nodes[source] = new FileNode(sourceContent);
        }

        var names = new HashSet<string>(reads.Asked, StringComparer.Ordinal);
        var headers = new List<(string Path, Digest Content)>();
        foreach (var header in reads.Headers)
        {
            if (origin.Tree.Resolve(folder, origin.Here(header)) is not { } path || origin.Tree.NodeOf(path) is not { } node)
            {
                return null;
            }

            nodes[path] = node;
            headers.Add((path, node.Content));
            names.Add(path[(path.LastIndexOf('/') + 1)..]);
        }

        foreach (var path in names.SelectMany(origin.Tree.Named).Concat(NamedByCommand()).Where(path => !nodes.ContainsKey(path)))
        {
            if (origin.Tree.NodeOf(path) is not { } node)
            {
                return null;
            }

            nodes[path] = node;
        }

        foreach (var (path, target) in origin.Tree.Links())
        {
            nodes[path] = new SymlinkNode(target);
        }

        var known = reads.Configuration.Count > 0 && reads.Narrowed?.Whole == WholeOf(headers) ? reads.Narrowed : null;
        for (var index = 0; index < reads.Configuration.Count; index++)
        {
            var path = reads.Configuration[index];
            var content = known?.Parts[index] ?? (Narrowed(path, headers) is { } narrowed ? Digest.Of(narrowed) : null as Digest?);
            if (content is null || nodes.GetValueOrDefault(path) is not FileNode file)
            {
                return null;
            }

            nodes[path] = file with { Content = content.Value };
        }

        return SpecOf(nodes, reads);
    }

    /// <summary>All that a header is narrowed by but what stands in the weak key, and the program that does it.</summary>
    public static Digest WholeOf(List<(string Path, Digest Content)> headers) => Digest.OfUtf8(string.Join(
        '\n', headers.Select(header => $"{header.Content.Hash} {header.Path}").Prepend($"{typeof(Unit).Assembly.ManifestModule.ModuleVersionId}")));

    /// <summary>What the headers, the source and the command line can name of a configuration header; null where that cannot be told.</summary>
    public byte[]? Narrowed(string path, IReadOnlyList<(string Path, Digest Content)> headers)
    {
        var others = headers.Where(header => header.Path != path).ToList();
        var own = headers.FirstOrDefault(header => header.Path == path);
        if (own.Path is null
            || origin.Knowledge.ConfigurationIn(path, own.Content) is not { } configuration
            || WordsOf(others) is not { } words)
        {
            return null;
        }

        return UnitDoubts.HidesMacros(words) ? null : configuration.NarrowedTo(words);
    }

    /// <summary>All words of what it read and was told; null where a file has changed.</summary>
    public UnitWords? WordsOf(IReadOnlyList<(string Path, Digest Content)> headers) =>
        origin.Knowledge.WordsOf(headers) is { } ofHeaders
        && (source is null ? commandWords : origin.Knowledge.WordsOf(source, sourceContent)) is { } ofSource
            ? new UnitWords(ofHeaders, ofSource, commandWords)
            : null;

    private ActionSpec SpecOf(Dictionary<string, TreeNode> nodes, UnitReads reads)
    {
        var platform = new Dictionary<string, string>(origin.Platform);
        var folders = FoldersThatCount(reads);
        if (folders.Count > 0)
        {
            platform[FoldersProperty] = Digest.OfUtf8(string.Join('\n', folders)).Hash;
        }

        return new ActionSpec
        {
            Mnemonic = Mnemonic,
            Label = Label,
            Arguments = UnitScript.Arguments(folder, depfile, command.IsQuestion, words),
            Environment = origin.Environment,
            Platform = platform,
            Tools = origin.Tools,
            Inputs = FileTree.Of(nodes),
            Outputs = Outputs,
        };
    }

    private static IEnumerable<string> Forgotten(IReadOnlyList<string> words) =>
        words.Where(word => word.StartsWith("-U", StringComparison.Ordinal)).Select(word => word[2..]);

    /// <summary>"a/../b.h" is found where there is a folder a, whatever it holds.</summary>
    private List<string> FoldersThatCount(UnitReads reads) =>
    [
        .. reads.Headers.Concat(command.Folders)
            .Select(path => path.Replace(origin.Tree.Root, UnitScript.Root, StringComparison.Ordinal).Split('/', StringSplitOptions.RemoveEmptyEntries).SkipWhile(name => name is ".." or "." or UnitScript.Root).ToArray())
            .Where(names => names.Contains(".."))
            .SelectMany(names => names)
            .Where(name => name is not (".." or "."))
            .Distinct(StringComparer.Ordinal)
            .SelectMany(origin.Tree.FoldersNamed)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Files of the folder that an option names.</summary>
    public IEnumerable<string> NamedByCommand() => words.Skip(1)
        .SelectMany(word => word.Contains('=', StringComparison.Ordinal) ? new[] { word, word[(word.IndexOf('=', StringComparison.Ordinal) + 1)..] } : [word])
        .Select(origin.Here)
        .Where(word => word != command.Output && word != command.Depfile)
        .Select(word => origin.Tree.Resolve(folder, word))
        .OfType<string>();
}

/// <summary>What all compiles of one build have in common.</summary>
/// <param name="Label">The build, for people.</param>
/// <param name="Platform">Identities of the tools.</param>
internal sealed record UnitOrigin(
    string Label, WorkTree Tree, SourceKnowledge Knowledge, IReadOnlyDictionary<string, string> Environment, IReadOnlyDictionary<string, string> Platform)
{
    private string? identity;

    /// <summary>Programs that go before the PATH of <see cref="Environment"/>, or null.</summary>
    public ToolTree? Tools { get; init; }

    /// <summary>The PATH of this very build.</summary>
    public required string SearchPath { get; init; }

    /// <returns>A text with the root's path in its place.</returns>
    public string Here(string text) => text.Replace(UnitScript.Root, Tree.Root, StringComparison.Ordinal);

    /// <returns>A text that says the same in any folder.</returns>
    public string Anywhere(string text) => text.Replace(Tree.Root, UnitScript.Root, StringComparison.Ordinal);

    public string Identity => identity ??= string.Join('\n', Environment.Concat(Platform).Concat(Tools is null ? [] : [Tools.Property]).OrderBy(value => value.Key, StringComparer.Ordinal));
}

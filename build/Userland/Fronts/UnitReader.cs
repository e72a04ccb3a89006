using OpenLinux.Common.Files;

namespace OpenLinux.Userland.Fronts;

/// <summary>Takes a front's question for a <see cref="Unit"/>, where all that can matter to it is known.</summary>
internal sealed class UnitReader(UnitOrigin origin, string compiler)
{
    /// <summary>Of the environment: what makes compilers read, write or load something else (clang(1), ld.so(8)).</summary>
    private static readonly string[] Unknowable =
    [
        "CPATH", "C_INCLUDE_PATH", "CPLUS_INCLUDE_PATH", "OBJC_INCLUDE_PATH", "OBJCPLUS_INCLUDE_PATH", "COMPILER_PATH", "GCC_EXEC_PREFIX", "DEPENDENCIES_OUTPUT", "SUNPRO_DEPENDENCIES",
        "CCC_", "CLANG_", "CC_LOG_", "CC_PRINT_OPTIONS", "CC_PRINT_PROC", "CC_PRINT_INTERNAL", "CC_PRINT_HEADERS_FORMAT", "CC_PRINT_HEADERS_FILTERING",
        "LD_", "GLIBC_TUNABLES", "MALLOC_", "SDKROOT", "IPHONEOS_", "MACOSX_",
    ];

    /// <summary>Where the compiler appends the names of the headers that it reads.</summary>
    public const string HeadersFile = "CC_PRINT_HEADERS_FILE";

    /// <returns>Null where it is to run as it is.</returns>
    public Unit? Read(FrontRequest request)
    {
        if (request.Command[0] != compiler
            || !IsKnown(request)
            || FolderOf(request) is not { } folder
            || CompileCommand.Of(request.Command.Skip(1)) is not { } command
            || WordsOf(request) is not { } words
            || !command.Folders.All(path => path[0] != '/' || origin.Tree.RelativeOf(path) is not null))
        {
            return null;
        }

        var source = command.Source == CompileCommand.Nothing ? null : origin.Tree.Resolve(folder, command.Source);
        var content = source is null ? null : origin.Tree.NodeOf(source);
        var output = command.IsQuestion ? UnitScript.ExitCode : origin.Tree.Place(folder, command.Output);
        var depfile = command.Depfile is null ? null : origin.Tree.Place(folder, command.Depfile);
        return output is null
            || (command.Source != CompileCommand.Nothing && content is null)
            || (command.Depfile is not null && (depfile is null || command.IsQuestion || depfile == output))
                ? null
                : new Unit(origin, command, folder, words, source, content?.Content ?? Engine.Content.Digest.Empty, output, depfile);
    }

    private bool IsKnown(FrontRequest request) =>
        origin.Environment.All(variable => request.Environment.GetValueOrDefault(variable.Key) == (variable.Key == "PATH" ? origin.SearchPath : variable.Value))
        && !request.Environment.Keys.Any(name => Unknowable.Any(start => name.StartsWith(start, StringComparison.Ordinal)))
        && request.Environment.ContainsKey("CC_PRINT_HEADERS")
        && request.Environment.GetValueOrDefault(HeadersFile) is { Length: > 0 };

    private string? FolderOf(FrontRequest request)
    {
        var folder = origin.Tree.RelativeOf(request.Folder);
        return folder is not null && origin.Tree.HasFolder(folder) && !HasOtherName(request) ? folder : null;
    }

    /// <summary>A compiler takes its folder's name from PWD, where that leads to the same.</summary>
    private static bool HasOtherName(FrontRequest request) =>
        request.Environment.GetValueOrDefault("PWD") is { } named
        && named != request.Folder
        && named.StartsWith('/')
        && FileStatus.Of(named) is { } status
        && FileStatus.Of(request.Folder) is { } own
        && (status.Inode, status.Device) == (own.Inode, own.Device);

    /// <returns>The command with the root's name replaced; null where another path only begins like it.</returns>
    private List<string>? WordsOf(FrontRequest request)
    {
        var root = origin.Tree.Root;
        var words = new List<string>();
        foreach (var word in request.Command)
        {
            for (var at = word.IndexOf(root, StringComparison.Ordinal); at >= 0; at = word.IndexOf(root, at + 1, StringComparison.Ordinal))
            {
                if (at + root.Length < word.Length && word[at + root.Length] is not ('/' or '=' or ':' or ',' or '"' or '\''))
                {
                    return null;
                }
            }

            words.Add(origin.Anywhere(word));
        }

        return words;
    }
}

using System.Text;
using OpenLinux.Common.Errors;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;

namespace OpenLinux.Userland.Origins;

/// <summary>
/// The step that refuses what an upstream build made with files of this machine: a key does not know them. It looks at the headers
/// that the compiler read, and at the debug information of every object, archive and program among the outputs.
/// </summary>
internal static class OriginCheck
{
    private const string Output = "out";
    private const string Headers = "headers";
    private const int Told = 5;

    /// <param name="headersRead">A line a header: an absolute path, or one relative to the build's folder.</param>
    public static ActionSpec Of(string component, string architecture, FileTree output, FileNode headersRead) => new()
    {
        Mnemonic = "OriginCheck",
        Label = $"{architecture} {component}",
        Arguments = [],
        Inputs = FileTree.Empty.WithTree(Output, output).With(Headers, headersRead),
        Outputs = [],
        Builtin = new Checking(),
    };

    private static async Task<List<string>> ForeignHeadersAsync(ActionSpec spec, IContentStore store, CancellationToken cancellation)
    {
        var lines = await store.RequireAsync(((FileNode)spec.Inputs.Nodes[Headers]).Content, Headers, cancellation);
        return [.. Encoding.UTF8.GetString(lines)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(LeadsOut)
            .Select(header => $"the compiler read {header}")];
    }

    private static async Task CollectFromDebugInformationAsync(
        ActionSpec spec, IContentStore store, List<string> foreign, CancellationToken cancellation)
    {
        foreach (var (path, node) in spec.Inputs.Below(Output).Nodes)
        {
            // No object file is that large; data may be.
            if (node is FileNode file && file.Content.SizeBytes <= Array.MaxLength)
            {
                var content = await store.RequireAsync(file.Content, path, cancellation);
                foreign.AddRange(FromDebugInformation(path, content));
            }
        }
    }

    private static IReadOnlyList<string> FromDebugInformation(string path, byte[] content)
    {
        try
        {
            return [.. DebugPaths.In(content).Select(found =>
                $"{path}{(found.Member.Length > 0 ? $"({found.Member})" : "")}: its debug information names {found.Path}")];
        }
        catch (InvalidDataException fault)
        {
            return [$"{path}: its debug information cannot be read ({fault.Message})"];
        }
    }

    private static bool LeadsOut(string header)
    {
        var depth = 0;
        foreach (var part in header.Split('/'))
        {
            depth += part switch { ".." => -1, "" or "." => 0, _ => 1 };
            if (depth < 0)
            {
                return true;
            }
        }

        return header.StartsWith('/');
    }

    private static BuildException Refusal(string subject, List<string> foreign) => new(
        UserlandErrors.ForeignFiles,
        subject,
        string.Join('\n', foreign.Take(Told)) + (foreign.Count > Told ? $"\nand {foreign.Count - Told} more" : "") + "\nNone of it is an input of the build, so that a change of it would go unseen.",
        "In its build.sh, pass $CC, $CFLAGS and $LDFLAGS on to what compiles and links for the image, and $HOSTCC to what runs during the build alone; take what it needs into its depends.");

    private sealed class Checking() : Builtin("origin-check", version: 1)
    {
        public override bool IsPure => true;

        public override async Task<BuiltinResult> RunAsync(ActionSpec spec, BuiltinServices services, CancellationToken cancellation)
        {
            var foreign = await ForeignHeadersAsync(spec, services.Store, cancellation);
            await CollectFromDebugInformationAsync(spec, services.Store, foreign, cancellation);
            return foreign.Count == 0 ? new BuiltinResult(FileTree.Empty) : throw Refusal(spec.Label, foreign);
        }
    }
}

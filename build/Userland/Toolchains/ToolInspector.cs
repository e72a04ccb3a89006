using OpenLinux.Common.Processes;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;

namespace OpenLinux.Userland.Toolchains;

/// <summary>
/// What one tool is: the digest of its binary and of the libraries it loads, and its version. The version and the
/// libraries' names are a cached action keyed by the binary, so that a warm run starts no process.
/// </summary>
internal sealed class ToolInspector(IBuildEngine engine, IFileDigester digester, IProcessLauncher launcher)
{
    /// <param name="Identity">What it is to the action key: its version, and a digest of its binary and all it loads.</param>
    internal sealed record Inspected(Tool Tool, ToolIdentity Identity, string? HeaderFolder);

    public async Task<Inspected> InspectAsync(string path, bool isCompiler, CancellationToken cancellation)
    {
        var binary = digester.DigestOf(path);
        var spec = new ActionSpec
        {
            Mnemonic = "ToolInspect",
            Label = path,
            Arguments = [path, isCompiler ? "--compiler" : "--tool"],
            Platform = new Dictionary<string, string> { ["binary"] = binary.ToString() },
            Outputs = [],
            Builtin = new Describing(this, path, isCompiler),
        };

        // A library that has gone or moved since makes the description stale, though the binary is the same.
        var outcome = await engine.RunAsync(spec, text => Libraries(text).All(File.Exists), $"a library of {path} moved", cancellation);
        var lines = outcome.Stdout.Split('\n');
        var loaded = string.Concat(Libraries(outcome.Stdout).Select(library => digester.DigestOf(library).Hash));
        return new Inspected(
            new Tool(Path.GetFileName(path), lines[0], binary),
            new ToolIdentity(lines[0], Digest.OfUtf8(binary.Hash + loaded).Hash),
            isCompiler ? lines[1] : null);
    }

    private sealed class Describing(ToolInspector inspector, string path, bool isCompiler) : Builtin("tool-inspect", version: 2)
    {
        public override bool IsOfThisMachine => true;

        public override Task<BuiltinResult> RunAsync(ActionSpec spec, BuiltinServices services, CancellationToken cancellation) =>
            inspector.DescribeAsync(path, isCompiler, cancellation);
    }

    private static IEnumerable<string> Libraries(string description) =>
        description.Split('\n').Skip(2).Where(line => line.Length > 0);

    /// <summary>First line: version; second: the compiler's header folder; then one loaded library a line.</summary>
    private async Task<BuiltinResult> DescribeAsync(string path, bool isCompiler, CancellationToken cancellation)
    {
        var version = await OutputOfAsync(path, ["--version"], cancellation);
        var headers = isCompiler ? (await OutputOfAsync(path, ["-print-resource-dir"], cancellation)).Trim() + "/include" : "";
        var libraries = OperatingSystem.IsLinux() ? await OutputOfAsync("ldd", [path], cancellation) : "";
        var loaded = libraries.Split('\n')
            .SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Where(word => word.StartsWith('/'))
            .Order(StringComparer.Ordinal);
        return new BuiltinResult(FileTree.Empty, string.Join('\n', [VersionIn(version), headers, .. loaded]));
    }

    /// <summary>The line that has the number: LLVM's programs tell their trade first ("llvm-strip, compatible with GNU strip").</summary>
    private static string VersionIn(string output)
    {
        var lines = output.Split('\n', StringSplitOptions.TrimEntries);
        return lines.FirstOrDefault(line => line.Any(char.IsAsciiDigit), lines[0]);
    }

    private async Task<string> OutputOfAsync(string program, string[] arguments, CancellationToken cancellation) =>
        (await launcher.RunAsync(new ProcessSpec(program, arguments, "/"), cancellation)).Stdout;
}

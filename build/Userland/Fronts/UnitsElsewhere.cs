using System.Diagnostics;
using System.Globalization;
using System.Text;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;

namespace OpenLinux.Userland.Fronts;

/// <summary>
/// Runs compiles of a makefile on workers, watched there by the program that stands before the compiler here. What comes of one is written
/// where the compiler would have written it. In any doubt there is no result, and the compiler runs here.
/// </summary>
/// <param name="program">The front's path; it needs no library, and runs wherever its architecture does.</param>
internal sealed class UnitsElsewhere(IActionLedger ledger, UnitOrigin origin, string program)
{
    private readonly UnitInputs inputs = new(ledger, origin);
    private readonly Lazy<Task<Digest>> front = new(async () => await ledger.Store.PutAsync(await File.ReadAllBytesAsync(program), CancellationToken.None));

    /// <param name="startedAt">By <see cref="Common.Files.CoarseClock"/>, after which nothing may have changed.</param>
    /// <returns>What it read and said, with its outputs in place; null where it is to run here.</returns>
    public async Task<UnitRun?> TryRunAsync(Unit unit, long startedAt, CancellationToken cancellation)
    {
        if (!ledger.HasElsewhere)
        {
            return null;
        }

        var started = Stopwatch.GetTimestamp();
        if (await inputs.OfAsync(unit, cancellation) is not { } files)
        {
            ledger.Verbose($"{unit.Label}: runs here: what it could read cannot be told");
            return null;
        }

        return await ledger.RunElsewhereAsync(await SpecOfAsync(unit, files), cancellation) is var (outputs, stdout)
            ? await TakeAsync(unit, outputs, stdout, startedAt, started, cancellation)
            : null;
    }

    private async Task<ActionSpec> SpecOfAsync(Unit unit, FileTree files) => new()
    {
        Mnemonic = unit.Mnemonic,
        Label = unit.Label,
        Arguments = unit.ArgumentsElsewhere,
        Environment = origin.Environment,
        Platform = origin.Platform,
        Tools = origin.Tools,
        Inputs = FileTree.Of([.. files.Nodes, KeyValuePair.Create<string, TreeNode>(UnitScript.FrontName, new FileNode(await front.Value, FileNode.Executable))]),
        Outputs = [.. unit.Outputs, UnitScript.RootName, UnitScript.HeaderNames, UnitScript.OpenedNames],
    };

    private async Task<UnitRun?> TakeAsync(Unit unit, FileTree outputs, string stdout, long startedAt, long started, CancellationToken cancellation)
    {
        if (await TextAsync(outputs, UnitScript.RootName, cancellation) is not { Length: > 0 } root
            || await TextAsync(outputs, UnitScript.HeaderNames, cancellation) is not { } headers
            || await TextAsync(outputs, UnitScript.OpenedNames, cancellation) is not { } opened)
        {
            return null;
        }

        var read = OpenedFiles.Parse(Here(opened, root));
        if (read.LeavesFolder(unit))
        {
            ledger.Verbose($"{unit.Label}: runs here: it reads files of the worker");
            return null;
        }

        if ((unit.Command.IsQuestion ? await ExitCodeAsync(outputs, cancellation) : await WriteAsync(unit, outputs, root, cancellation)) is not { } exitCode)
        {
            return null;
        }

        return new UnitRun(
            exitCode,
            [.. Here(headers, root).Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)],
            read,
            origin.Here(stdout),
            startedAt,
            started);
    }

    /// <returns>Zero; null where its outputs are not there, or hold where they were made.</returns>
    private async Task<int?> WriteAsync(Unit unit, FileTree outputs, string root, CancellationToken cancellation)
    {
        if (await ContentAsync(outputs, unit.Output, cancellation) is not { } output || output.AsSpan().IndexOf(Encoding.UTF8.GetBytes(root)) >= 0)
        {
            return null;
        }

        if (unit.Depfile is { } depfile)
        {
            if (await TextAsync(outputs, depfile, cancellation) is not { } text)
            {
                return null;
            }

            await File.WriteAllTextAsync($"{origin.Tree.Root}/{depfile}", origin.Here(text), cancellation);
        }

        await File.WriteAllBytesAsync($"{origin.Tree.Root}/{unit.Output}", output, cancellation);
        return 0;
    }

    private async Task<int?> ExitCodeAsync(FileTree outputs, CancellationToken cancellation) =>
        int.TryParse(await TextAsync(outputs, UnitScript.ExitCode, cancellation), CultureInfo.InvariantCulture, out var code) ? code : null;

    private string Here(string text, string root) => text.Replace(root, origin.Tree.Root, StringComparison.Ordinal);

    private async Task<string?> TextAsync(FileTree outputs, string path, CancellationToken cancellation) =>
        await ContentAsync(outputs, path, cancellation) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    private async Task<byte[]?> ContentAsync(FileTree outputs, string path, CancellationToken cancellation) =>
        outputs.Nodes.GetValueOrDefault(path) is FileNode file ? await ledger.Store.ReadAsync(file.Content, cancellation) : null;
}

using System.Globalization;
using System.Text;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;

namespace OpenLinux.Rootfs.Units;

/// <summary>The reading of a program's units from its debug file, as a cached step.</summary>
public static class UnitStep
{
    private const string Input = "program.debug";
    private const char End = '\0';

    /// <param name="path">The program's path in the root filesystem.</param>
    public static ActionSpec Read(string path, FileNode debugFile, string architecture) => new()
    {
        Mnemonic = "Units",
        Label = $"{architecture} {path}",
        Arguments = [],
        Inputs = FileTree.Empty.With(Input, debugFile),
        Outputs = [],
        Builtin = new Reading(),
    };

    /// <returns>The units from the step's outcome, the largest first; none where the debug file tells of none.</returns>
    public static IReadOnlyList<UnitSize> Of(ActionOutcome outcome)
    {
        var fields = outcome.Stdout.Split(End);
        return [.. Enumerable.Range(0, fields.Length / 2).Select(index => new UnitSize(fields[2 * index], long.Parse(fields[(2 * index) + 1], CultureInfo.InvariantCulture)))];
    }

    private sealed class Reading() : Builtin("units", version: 1)
    {
        public override bool IsPure => true;

        public override async Task<BuiltinResult> RunAsync(ActionSpec spec, BuiltinServices services, CancellationToken cancellation)
        {
            var debugFile = await services.Store.RequireAsync(((FileNode)spec.Inputs.Nodes[Input]).Content, spec.Label, cancellation);
            var text = new StringBuilder();
            foreach (var unit in CompilationUnits.Read(debugFile))
            {
                text.Append(unit.Name).Append(End).Append(CultureInfo.InvariantCulture, $"{unit.SizeBytes}").Append(End);
            }

            return new BuiltinResult(FileTree.Empty, text.ToString());
        }
    }
}

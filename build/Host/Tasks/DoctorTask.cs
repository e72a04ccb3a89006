using Cake.Frosting;
using OpenLinux.Engine.Sandboxes;
using OpenLinux.Host.Cli;
using OpenLinux.Host.Documents;
using OpenLinux.Host.Lifetime;
using OpenLinux.Machine.Readiness;

namespace OpenLinux.Host.Tasks;

[TaskName("Doctor")]
[TaskDescription("Shows what this machine has of what a build needs, and how to get the rest")]
public sealed class DoctorTask : BuildTask
{
    protected override async Task BuildAsync(BuildContext context)
    {
        var rows = await context.Services.Machine.Services.Doctor.MakeAsync(
            [.. context.Architectures.Select(architecture => architecture.Name)], context.Cancellation);
        rows = [.. rows, SandboxRow(SandboxSupport.Choose(SandboxSelection.Of(context.CommandLine.Value(SandboxSelection.Option))))];
        if (context.Document is { } document)
        {
            document.Write(json => DoctorDocument.Write(json, rows));
            return;
        }

        Print(rows.Prepend(new DoctorRow("prerequisite", "found", "wanted", "", DoctorVerdict.Good)).ToList(), Console.Out);
    }

    private static DoctorRow SandboxRow(SandboxMode mode) => new(
        "sandbox",
        SandboxSupport.Describe(mode),
        "Landlock or namespaces",
        mode == SandboxMode.None ? "results of scripts are kept apart from those of machines that have one; see docs/sandbox.md" : "",
        mode == SandboxMode.None ? DoctorVerdict.Optional : DoctorVerdict.Good);

    private static void Print(List<DoctorRow> rows, TextWriter writer)
    {
        var names = rows.Max(row => row.Prerequisite.Length);
        var founds = rows.Max(row => row.Found.Length);
        foreach (var row in rows)
        {
            writer.WriteLine($"{Mark(row.Verdict)} {row.Prerequisite.PadRight(names)}  {row.Found.PadRight(founds)}  {row.Wanted}".TrimEnd());
            foreach (var line in row.Fix.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                writer.WriteLine($"    fix: {line}");
            }
        }
    }

    private static char Mark(DoctorVerdict verdict) => verdict switch
    {
        DoctorVerdict.Good => ' ',
        DoctorVerdict.Optional => '-',
        _ => '!',
    };
}

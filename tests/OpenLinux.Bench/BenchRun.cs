using System.Globalization;
using OpenLinux.Bench.Measuring;
using OpenLinux.Bench.Results;
using OpenLinux.Bench.Rows;
using OpenLinux.Bench.Trees;

namespace OpenLinux.Bench;

/// <summary>Measures rows, one after the other, and shows what came of it. It asserts nothing: a row that cannot be measured says why, and the next one is.</summary>
internal sealed class BenchRun(Workplace place, string results, IReadOnlyList<Row> rows, int? runs, string? document)
{
    /// <exception cref="BenchException">An option is missing or cannot be used.</exception>
    public static BenchRun Of(IEnumerable<string> options)
    {
        var values = options.Select(option => option.Split('=', 2)).ToDictionary(parts => parts[0].TrimStart('-'), parts => parts[^1]);
        string Required(string name) => values.GetValueOrDefault(name) is { } value ? Path.GetFullPath(value) : throw new BenchException($"--{name} is missing");
        int? runs = values.TryGetValue("runs", out var text)
            ? int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : throw new BenchException($"--runs={text} is no number of runs")
            : null;
        return new BenchRun(
            new Workplace(Required("project"), Required("folder"), values.TryGetValue("openlinux", out var source) ? Path.GetFullPath(source) : null),
            Required("results"),
            RowCatalog.Select(values.GetValueOrDefault("only")),
            runs,
            values.GetValueOrDefault("document"));
    }

    public async Task<int> RunAsync()
    {
        Directory.CreateDirectory(place.Folder);
        var revision = (await Tool.RunAsync(place.Project, "git", "rev-parse", "--short", "HEAD")).Trim();
        var store = Path.Combine(results, "openlinux-bench.json");
        var measured = new List<RowResult>();
        foreach (var row in rows)
        {
            Console.WriteLine($"({row.Id}) {row.Work}");
            try
            {
                var contest = await row.PrepareAsync(place);
                var contestants = await Turns.RunAsync(contest, runs, place.Log);
                measured.Add(new RowResult(row.Id, row.Work, row.Wanted, DateTimeOffset.UtcNow, revision, Machine.This(), contestants));
                ResultStore.Add(store, measured, RowCatalog.Ids);
            }
            catch (BenchException failure)
            {
                Console.WriteLine($"  not measured: {failure.Message}");
            }
        }

        var all = ResultStore.Add(store, measured, RowCatalog.Ids);
        await File.WriteAllTextAsync(Path.Combine(results, "openlinux-bench.svg"), ResultChart.Svg(all));
        if (document is not null)
        {
            ResultDocument.Write(document, all);
        }

        Console.WriteLine();
        Console.WriteLine(ResultTable.Text(measured));
        Console.WriteLine();
        Console.WriteLine($"{store}, and a chart beside it");
        return 0;
    }
}

using System.Text.Json;

namespace OpenLinux.Bench.Results;

/// <summary>The newest result of every row that was ever measured here, as JSON.</summary>
internal static class ResultStore
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { WriteIndented = true, IgnoreReadOnlyProperties = true };

    public static IReadOnlyList<RowResult> Read(string path) =>
        File.Exists(path) ? JsonSerializer.Deserialize<List<RowResult>>(File.ReadAllText(path), Form) ?? [] : [];

    /// <returns>All of them, in the order of their rows.</returns>
    public static IReadOnlyList<RowResult> Add(string path, IReadOnlyList<RowResult> measured, IReadOnlyList<string> order)
    {
        List<RowResult> all =
        [
            .. Read(path).Where(old => measured.All(row => row.Id != old.Id)).Concat(measured).OrderBy(row => order.ToList().IndexOf(row.Id)),
        ];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, JsonSerializer.Serialize(all, Form));
        return all;
    }
}

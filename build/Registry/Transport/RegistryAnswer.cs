using System.Text;
using System.Text.Json;
using OpenLinux.Common.Text;
using OpenLinux.Oci.Json;
using OpenLinux.Registry.Content;

namespace OpenLinux.Registry.Transport;

/// <summary>What a registry says went wrong (OCI Distribution Specification 1.1, "Error Codes").</summary>
internal static class RegistryAnswer
{
    private const int LongestDetail = 300;

    /// <returns>The codes of its errors; none where it says nothing that can be understood.</returns>
    public static async Task<IReadOnlyList<string>> CodesAsync(HttpResponseMessage response) =>
        [.. (await ErrorsAsync(response)).Select(error => error.TextOrNull("code")).OfType<string>()];

    /// <returns>"404 Not Found", then a line for each error with the registry's own code, message and detail.</returns>
    public static async Task<string> DescribeAsync(HttpResponseMessage response)
    {
        var description = new StringBuilder($"{(int)response.StatusCode} {PrintableText.Of(response.ReasonPhrase ?? "")}".TrimEnd());
        foreach (var error in await ErrorsAsync(response))
        {
            description.Append('\n').Append(PrintableText.Of($"{error.TextOrNull("code")}: {error.TextOrNull("message")}{Detail(error)}"));
        }

        return description.ToString();
    }

    private static string Detail(JsonElement error) =>
        (error.TextOrNull("detail") ?? error.Member("detail")?.GetRawText()) is { Length: > 0 and <= LongestDetail } detail && detail is not ("{}" or "[]") ? $" ({detail})" : "";

    private static async Task<IReadOnlyList<JsonElement>> ErrorsAsync(HttpResponseMessage response)
    {
        try
        {
            using var document = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync());
            return document.RootElement.Member("errors") is { ValueKind: JsonValueKind.Array } errors
                ? [.. errors.EnumerateArray().Select(error => error.Clone())]
                : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}

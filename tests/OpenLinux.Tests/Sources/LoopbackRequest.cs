using System.Text;

namespace OpenLinux.Tests.Sources;

public sealed record LoopbackRequest(string Path, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>Where <c>Range: bytes=N-</c> starts; null without one.</summary>
    public int? RangeStart =>
        Headers.TryGetValue("Range", out var range) ? int.Parse(range["bytes=".Length..^1], System.Globalization.CultureInfo.InvariantCulture) : null;

    public static async Task<LoopbackRequest> ReadAsync(Stream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        var path = ((await reader.ReadLineAsync()) ?? throw new IOException("no request")).Split(' ')[1].TrimStart('/');
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await reader.ReadLineAsync() is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[line[..colon]] = line[(colon + 1)..].Trim();
        }

        return new LoopbackRequest(path, headers);
    }
}

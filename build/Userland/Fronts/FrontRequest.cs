using System.Buffers.Binary;
using System.Text;

namespace OpenLinux.Userland.Fronts;

/// <summary>A front's question: a command, where it is to run, and in which environment.</summary>
/// <param name="Command">With its program.</param>
internal sealed record FrontRequest(string Folder, IReadOnlyList<string> Command, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>More than any command line and environment that Linux takes (execve(2): an eighth of 8 MiB each by default).</summary>
    private const uint Longest = 16 * 1024 * 1024;

    /// <returns>Null where the front is gone, or sends what it does not.</returns>
    public static async Task<FrontRequest?> ReadAsync(Stream front, CancellationToken cancellation)
    {
        var head = new byte[sizeof(uint)];
        if (await front.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellation) < head.Length
            || BinaryPrimitives.ReadUInt32LittleEndian(head) is < 2 * sizeof(uint) or > Longest)
        {
            return null;
        }

        var body = new byte[BinaryPrimitives.ReadUInt32LittleEndian(head)];
        return await front.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellation) == body.Length ? Parse(body) : null;
    }

    /// <summary>Words that are not UTF-8 do not come back as they were: such a command runs as it is.</summary>
    private static FrontRequest? Parse(ReadOnlySpan<byte> body)
    {
        var words = BinaryPrimitives.ReadUInt32LittleEndian(body);
        var variables = BinaryPrimitives.ReadUInt32LittleEndian(body[sizeof(uint)..]);
        var texts = body[(2 * sizeof(uint))..];
        if (!System.Text.Unicode.Utf8.IsValid(texts))
        {
            return null;
        }

        var all = Encoding.UTF8.GetString(texts).Split('\0');
        if (all.Length != words + variables + 2 || words == 0)
        {
            return null;
        }

        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var variable in all.AsSpan((int)words + 1, (int)variables))
        {
            var equals = variable.IndexOf('=', StringComparison.Ordinal);
            environment.TryAdd(equals < 0 ? variable : variable[..equals], equals < 0 ? "" : variable[(equals + 1)..]);
        }

        return new FrontRequest(all[0], all[1..((int)words + 1)], environment);
    }
}

using System.Buffers.Text;
using System.Text;

namespace OpenLinux.Images.Archives;

/// <summary>The records of a pax extended header (POSIX.1-2017 pax, "pax Extended Header") that concern a reader.</summary>
internal sealed class PaxRecords
{
    public string? Path { get; private set; }

    public string? LinkPath { get; private set; }

    public long? Size { get; private set; }

    /// <exception cref="ArchiveException">They are malformed.</exception>
    public static PaxRecords Parse(ReadOnlySpan<byte> data, long offset)
    {
        var records = new PaxRecords();
        while (!data.IsEmpty)
        {
            if (!Utf8Parser.TryParse(data, out int length, out var digits)
                || length <= digits + 1 || length > data.Length || data[digits] != ' ' || data[length - 1] != '\n')
            {
                throw Malformed(offset);
            }

            var record = data[(digits + 1)..(length - 1)];
            var equals = record.IndexOf((byte)'=');
            if (equals < 0)
            {
                throw Malformed(offset);
            }

            records.Set(Encoding.UTF8.GetString(record[..equals]), record[(equals + 1)..], offset);
            data = data[length..];
        }

        return records;
    }

    private void Set(string key, ReadOnlySpan<byte> value, long offset)
    {
        switch (key)
        {
            case "path" or "GNU.sparse.name":
                Path = Name(value, offset);
                break;
            case "linkpath":
                LinkPath = Name(value, offset);
                break;
            case "size":
                Size = Utf8Parser.TryParse(value, out long size, out var read) && read == value.Length && size >= 0
                    ? size
                    : throw Malformed(offset);
                break;
        }
    }

    private static string Name(ReadOnlySpan<byte> value, long offset) =>
        value.IsEmpty || value.Contains((byte)0) ? throw Malformed(offset) : Encoding.UTF8.GetString(value);

    private static ArchiveException Malformed(long offset) =>
        ArchiveException.Corrupt($"the pax header at byte {offset} of the tar is malformed");
}

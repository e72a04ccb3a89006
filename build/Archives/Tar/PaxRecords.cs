using System.Buffers.Text;
using System.Text;

namespace OpenLinux.Archives.Tar;

/// <summary>The records of a pax extended header (POSIX.1-2017 pax, "pax Extended Header") that concern a reader.</summary>
internal sealed class PaxRecords
{
    private readonly List<string> sparseNumbers = [];
    private long? sparseSize;
    private string? path;
    private string? sparseName;

    /// <summary>A sparse file's own name stands apart, wherever among the records: "path" is a place-holder then.</summary>
    public string? Path => sparseName ?? path;

    public string? LinkPath { get; private set; }

    public long? Size { get; private set; }

    /// <summary>What a sparse file has once unpacked, in bytes; null where it is not sparse.</summary>
    public long? UnpackedBytes => SparseMap is not null || HasSparseMapInData ? sparseSize : null;

    /// <summary>Where a sparse file's data lies, as "OFFSET,LENGTH,OFFSET,LENGTH"; null where no record says.</summary>
    public string? SparseMap { get; private set; }

    /// <summary>Whether that stands before the data instead (GNU.sparse.major 1).</summary>
    public bool HasSparseMapInData { get; private set; }

    public long? Uid { get; private set; }

    public long? Gid { get; private set; }

    /// <summary>Whether the file gets capabilities(7), as an extended attribute the way GNU tar or libarchive keep them.</summary>
    public bool HasCapabilities { get; private set; }

    /// <summary>Whether they change what the archive holds and where, instead of telling more about it.</summary>
    public bool ChangeEntries => Path is not null || LinkPath is not null || Size is not null || SparseMap is not null || HasSparseMapInData;

    /// <summary>In whole seconds since 1970-01-01 UTC, rounded down.</summary>
    public long? Modified { get; private set; }

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

        if (records.sparseNumbers.Count > 0)
        {
            records.SparseMap ??= string.Join(',', records.sparseNumbers);
        }

        return records;
    }

    private void Set(string key, ReadOnlySpan<byte> value, long offset)
    {
        switch (key)
        {
            case "path":
                path = Name(value, offset);
                break;
            case "GNU.sparse.name":
                sparseName = Name(value, offset);
                break;
            case "linkpath":
                LinkPath = Name(value, offset);
                break;
            case "size":
                Size = Number(value, offset);
                break;
            case "GNU.sparse.realsize" or "GNU.sparse.size":
                sparseSize = Number(value, offset);
                break;
            case "GNU.sparse.major":
                HasSparseMapInData = Number(value, offset) == 1;
                break;
            case "GNU.sparse.map":
                SparseMap = Encoding.ASCII.GetString(value);
                break;
            case "GNU.sparse.offset" or "GNU.sparse.numbytes":
                sparseNumbers.Add(Encoding.ASCII.GetString(value));
                break;
            case "uid":
                Uid = Number(value, offset);
                break;
            case "gid":
                Gid = Number(value, offset);
                break;
            case "SCHILY.xattr.security.capability" or "LIBARCHIVE.xattr.security.capability":
                HasCapabilities = !value.IsEmpty;
                break;
            case "mtime":
                Modified = Seconds(value, offset);
                break;
        }
    }

    private static long Number(ReadOnlySpan<byte> value, long offset) =>
        Utf8Parser.TryParse(value, out long number, out var read) && read == value.Length && number >= 0
            ? number
            : throw Malformed(offset);

    /// <summary>A decimal number, with a fraction or without.</summary>
    private static long Seconds(ReadOnlySpan<byte> value, long offset) =>
        Utf8Parser.TryParse(value, out decimal time, out var read) && read == value.Length && decimal.Floor(time) is >= long.MinValue and <= long.MaxValue and var seconds
            ? (long)seconds
            : throw Malformed(offset);

    private static string Name(ReadOnlySpan<byte> value, long offset) =>
        value.IsEmpty || value.Contains((byte)0) ? throw Malformed(offset) : TarNames.Decode(value);

    private static ArchiveException Malformed(long offset) =>
        ArchiveException.Corrupt($"the pax header at byte {offset} of the tar is malformed");
}

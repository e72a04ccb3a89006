using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using OpenLinux.Common.Files;

namespace OpenLinux.Host.Unchanged;

/// <summary>
/// What a run with nothing to do rested on, as <c>front.c</c> reads it: a header, then one fact after the other, checked in that order.
/// All numbers have 64 bits and are little endian, texts are UTF-8 and end with a zero, and everything is padded to eight bytes.
/// <code>
/// header   magic, check (of all after it), length (of the facts), from, until (seconds since 1970-01-01 UTC)
/// fact     kind and size (32 bits each; size has both), content:
///   Argument, FolderOfCall, Ignored, Variable, Free, Absent           text
///   Terminals, User (effective, real), FilesAtLeast                   numbers
///   Folder, Entry (of the folder before it), Path, Identity           size, mtime, ctime (nanoseconds), inode, device, kind and mode; path
///   Content                                                           sizes of text and path; path, text
///   Answer                                                            sizes of request, response and path; socket's path, request, response
///   Output                                                            1 or 2 for the stream, size; text
/// </code>
/// </summary>
internal sealed class FactFile
{
    private const ulong Magic = 0x31305443414c4f00;
    private const ulong Multiplier = 0xff51afd7ed558ccd;
    private const int HeaderSize = 5 * sizeof(ulong);
    private const ulong FnvStart = 0xcbf29ce484222325;
    private const ulong FnvPrime = 0x100000001b3;

    private readonly ArrayBufferWriter<byte> facts = new();

    internal enum Kind : uint
    {
        Argument = 1,
        FolderOfCall,
        Terminals,
        User,
        FilesAtLeast,
        Ignored,
        Variable,
        Answer,
        Free,
        Folder,
        Entry,
        Path,
        Absent,
        Identity,
        Content,
        Output,
    }

    /// <summary>The file that the front looks for: one for each command line, folder and kind of terminal.</summary>
    public static string NameOf(IEnumerable<string> arguments, string folder, ulong terminals)
    {
        var hash = FnvStart;
        foreach (var text in arguments.Append(folder))
        {
            foreach (var octet in Encoding.UTF8.GetBytes(text + '\0'))
            {
                hash = (hash ^ octet) * FnvPrime;
            }
        }

        return ((hash ^ terminals) * Multiplier).ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
    }

    public void Add(Kind kind, string text) => Add(kind, [], Terminated(text));

    public void Add(Kind kind, params ReadOnlySpan<ulong> numbers) => Add(kind, numbers, []);

    public void Add(Kind kind, in FileStatus status, string path) =>
        Add(
            kind,
            [
                (ulong)status.Size, (ulong)status.Modified, (ulong)status.Changed, status.Inode, status.Device,
                ((ulong)status.Kind << 16) | (uint)status.Mode,
            ],
            Terminated(path));

    public void AddContent(string path, byte[] content)
    {
        var name = Terminated(path);
        Add(Kind.Content, [(ulong)content.Length, (ulong)name.Length], [.. name, .. content]);
    }

    public void AddAnswer(string socket, byte[] request, byte[] response)
    {
        var name = Terminated(socket);
        Add(Kind.Answer, [(ulong)request.Length, (ulong)response.Length, (ulong)name.Length], [.. name, .. request, .. response]);
    }

    /// <param name="stream">1 for standard output, 2 for standard error.</param>
    public void AddOutput(int stream, ReadOnlySpan<byte> text) => Add(Kind.Output, [(ulong)stream, (ulong)text.Length], text);

    /// <summary>Puts it there whole, or not at all.</summary>
    public void Write(string path, DateTimeOffset from, DateTimeOffset until)
    {
        var content = facts.WrittenSpan;
        Span<byte> header = stackalloc byte[HeaderSize];
        Put(header, 0, Magic);
        Put(header, 2, (ulong)content.Length);
        Put(header, 3, (ulong)from.ToUnixTimeSeconds());
        Put(header, 4, (ulong)until.ToUnixTimeSeconds());
        Put(header, 1, Check(Check(Multiplier, header[(2 * sizeof(ulong))..]), content));
        byte[] file = [.. header, .. content];
        AtomicFile.Write(path, stream => stream.Write(file));
    }

    private static ulong Check(ulong hash, ReadOnlySpan<byte> words)
    {
        for (; words.Length > 0; words = words[sizeof(ulong)..])
        {
            hash = (hash ^ BinaryPrimitives.ReadUInt64LittleEndian(words)) * Multiplier;
            hash ^= hash >> 32;
        }

        return hash;
    }

    private static void Put(Span<byte> header, int word, ulong value) =>
        BinaryPrimitives.WriteUInt64LittleEndian(header[(word * sizeof(ulong))..], value);

    private static byte[] Terminated(string text) => Encoding.UTF8.GetBytes(text + '\0');

    private void Add(Kind kind, ReadOnlySpan<ulong> numbers, ReadOnlySpan<byte> bytes)
    {
        var length = sizeof(ulong) + (numbers.Length * sizeof(ulong)) + bytes.Length;
        var padded = (length + sizeof(ulong) - 1) / sizeof(ulong) * sizeof(ulong);
        Span<byte> number = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(number, ((ulong)padded << 32) | (uint)kind);
        facts.Write(number);
        foreach (var value in numbers)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(number, value);
            facts.Write(number);
        }

        facts.Write(bytes);
        number.Clear();
        facts.Write(number[..(padded - length)]);
    }
}

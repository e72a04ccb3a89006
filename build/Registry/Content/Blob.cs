using OpenLinux.Engine.Content;

namespace OpenLinux.Registry.Content;

/// <summary>Bytes that a manifest refers to: a layer, a configuration, a document.</summary>
/// <param name="Digest">SHA-256 and size in bytes of the content, as the manifest's descriptor has them.</param>
/// <param name="Open">Opens the content at an offset in bytes; called again wherever an upload is taken up or repeated, also from several threads.</param>
public sealed record Blob(Digest Digest, Func<long, CancellationToken, ValueTask<Stream>> Open)
{
    public static Blob OfBytes(ReadOnlyMemory<byte> content) => new(
        Digest.Of(content.Span),
        (offset, _) => ValueTask.FromResult<Stream>(new MemoryStream(content[(int)offset..].ToArray(), writable: false)));

    /// <summary>A file that stays as it is until the push has ended.</summary>
    public static Blob OfFile(string path, Digest digest) => new(digest, (offset, _) => ValueTask.FromResult<Stream>(OpenFile(path, offset)));

    private static FileStream OpenFile(string path, long offset)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan | FileOptions.Asynchronous);
        file.Position = offset;
        return file;
    }
}

using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using OpenLinux.Common.Errors;
using OpenLinux.Engine.Content;
using OpenLinux.Oci.Naming;
using OpenLinux.Registry.Content;
using OpenLinux.Registry.Transport;

namespace OpenLinux.Registry.Uploads;

/// <summary>A part of a blob as a request's body, read as it is sent; it can be sent again.</summary>
internal sealed class BlobContent : MovingContent
{
    private const int BufferSize = 128 * 1024;

    private readonly Blob blob;
    private readonly long offset;
    private readonly long length;
    private readonly Action<long, int> sent;

    /// <param name="sent">Told of what went out, as the position reached in the blob and the count since the last time, both in bytes.</param>
    public BlobContent(Blob blob, long offset, long length, Action<long, int> sent)
    {
        (this.blob, this.offset, this.length, this.sent) = (blob, offset, length, sent);
        Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        Headers.ContentLength = length;
        // The specification's form, "first-last", is not that of RFC 9110, which the typed header wants.
        Headers.TryAddWithoutValidation("Content-Range", string.Create(CultureInfo.InvariantCulture, $"{offset}-{offset + length - 1}"));
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await using var source = await OpenAsync(cancellationToken);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            for (var left = length; left > 0;)
            {
                var read = await ReadAsync(source, buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), cancellationToken);
                await stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                left -= read;
                sent(offset + length - left, read);
                Moved();
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = this.length;
        return true;
    }

    private async ValueTask<Stream> OpenAsync(CancellationToken cancellation)
    {
        try
        {
            return await blob.Open(offset, cancellation);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(fault.Message, fault);
        }
    }

    /// <summary>What fails here is this machine's fault, and must not look like the network's.</summary>
    private async ValueTask<int> ReadAsync(Stream source, Memory<byte> buffer, CancellationToken cancellation)
    {
        try
        {
            var read = await source.ReadAsync(buffer, cancellation);
            return read > 0 ? read : throw Unreadable($"it ends before its {blob.Digest.SizeBytes} bytes");
        }
        catch (IOException fault)
        {
            throw Unreadable(fault.Message, fault);
        }
    }

    private BuildException Unreadable(string cause, Exception? inner = null) => new(
        RegistryErrors.ContentIncomplete, blob.Digest.ToOci().ToString(), cause, "build the image again, and leave its files alone while they are pushed", inner);
}

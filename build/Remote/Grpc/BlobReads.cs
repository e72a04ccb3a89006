using System.Runtime.ExceptionServices;
using Grpc.Core;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Remote;
using OpenLinux.Remote.Protocol;
using SharpCompress.Compressors.ZStandard;

namespace OpenLinux.Remote.Grpc;

/// <summary>Reads blobs piece by piece (<c>google.bytestream.ByteStream</c>), and goes on where a connection broke off.</summary>
internal sealed class BlobReads(GrpcConnection connection)
{
    /// <summary>Attempts in a row that bring nothing.</summary>
    private const int MostVain = 3;

    /// <param name="isZstd">Whether the server is to send it compressed.</param>
    /// <param name="target">What is written is not verified.</param>
    /// <returns>False where there is none, and nothing was written.</returns>
    /// <exception cref="RemoteUnavailableException">It did not come whole.</exception>
    public async Task<bool> ReadAsync(Digest blob, bool isZstd, Stream target, CancellationToken cancellation)
    {
        var written = new BoundedStream(target, blob.SizeBytes);
        for (var vain = 0; ;)
        {
            var before = written.Count;
            try
            {
                await ReadFromAsync(blob, isZstd, written, cancellation);
                return written.Count == blob.SizeBytes
                    ? true
                    : throw new RemoteUnavailableException($"{written.Count} bytes of a blob of {blob.SizeBytes}");
            }
            catch (RpcException absent) when (absent.StatusCode == StatusCode.NotFound && written.Count == 0)
            {
                return false;
            }
            catch (RpcException cut) when (GrpcFailures.IsCut(cut) && (vain = written.Count > before ? 0 : vain + 1) < MostVain)
            {
                // The rest is asked for.
            }
            catch (RpcException failure)
            {
                throw GrpcFailures.Translate(failure);
            }
        }
    }

    private async Task ReadFromAsync(Digest blob, bool isZstd, BoundedStream target, CancellationToken cancellation)
    {
        using var watch = connection.Watch(cancellation);
        using var call = connection.Streams.Read(
            new ReadRequest
            {
                ResourceName = ResourceNames.Of(connection.Instance, blob, isZstd),
                ReadOffset = target.Count,
            },
            await connection.StreamAsync(watch.Token));
        try
        {
            await using var pieces = new PieceStream(call.ResponseStream, watch);
            if (isZstd)
            {
                await using var plain = new DecompressionStream(pieces);
                await plain.CopyToAsync(target, watch.Token);
            }
            else
            {
                await pieces.CopyToAsync(target, watch.Token);
            }
        }
        catch (TargetException fault)
        {
            ExceptionDispatchInfo.Throw(fault.InnerException!);
        }
        catch (RpcException) when (!watch.Token.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception failure) when (failure is not RemoteUnavailableException)
        {
            throw watch.Translate(failure);
        }
    }
}

/// <summary>How blobs are called (REAPI v2, "Byte streams").</summary>
internal static class ResourceNames
{
    public static string Of(string instance, Digest blob, bool isZstd) =>
        Prefix(instance) + Named(blob, isZstd);

    public static string Upload(string instance, Digest blob, bool isZstd) =>
        $"{Prefix(instance)}uploads/{Guid.NewGuid()}/{Named(blob, isZstd)}";

    private static string Named(Digest blob, bool isZstd) => $"{(isZstd ? "compressed-blobs/zstd" : "blobs")}/{blob.Hash}/{blob.SizeBytes}";

    private static string Prefix(string instance) => instance.Length == 0 ? "" : instance + "/";
}

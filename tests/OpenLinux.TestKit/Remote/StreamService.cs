using System.Collections.Concurrent;
using System.Diagnostics;
using Google.Protobuf;
using Grpc.Core;
using OpenLinux.Engine.Content;
using OpenLinux.Remote.Protocol;

namespace OpenLinux.TestKit.Remote;

public sealed class StreamService(ReapiServer server) : ByteStream.ByteStreamBase
{
    private const int PieceBytes = 16 * 1024;

    private static readonly ConcurrentDictionary<string, byte[]> Partial = new();

    public override async Task Read(ReadRequest request, IServerStreamWriter<ReadResponse> responseStream, ServerCallContext context)
    {
        server.Called($"{nameof(Read)} {request.ReadOffset}");
        if (!server.Blobs.TryGetValue(NamedBy(request.ResourceName), out var content))
        {
            throw Rpc.Failure(StatusCode.NotFound);
        }

        byte[] wanted = [.. content[(int)request.ReadOffset..], .. new byte[server.Superfluous]];
        if (request.ResourceName.Contains("compressed-blobs/zstd/", StringComparison.Ordinal))
        {
            wanted = Zstd(wanted);
        }

        var cut = server.Cuts.TryDequeue(out var after) ? after : int.MaxValue;
        for (var start = 0; start < wanted.Length; start += PieceBytes)
        {
            var count = Math.Min(Math.Min(PieceBytes, wanted.Length - start), cut - start);
            if (count > 0)
            {
                await responseStream.WriteAsync(new ReadResponse { Data = ByteString.CopyFrom(wanted, start, count) });
            }

            if (start + PieceBytes >= cut)
            {
                throw Rpc.Failure(StatusCode.Unavailable, "cut");
            }
        }
    }

    public override async Task<WriteResponse> Write(IAsyncStreamReader<WriteRequest> requestStream, ServerCallContext context)
    {
        var cut = server.Cuts.TryDequeue(out var after) ? after : int.MaxValue;
        var name = "";
        var written = new MemoryStream();
        var (isZstd, isFinished) = (false, false);
        await foreach (var piece in requestStream.ReadAllAsync())
        {
            if (name.Length == 0)
            {
                name = piece.ResourceName;
                isZstd = name.Contains("/compressed-blobs/zstd/", StringComparison.Ordinal);
                server.Called($"{nameof(Write)}{(isZstd ? "Zstd" : "")} {piece.WriteOffset}");
                if (server.Blobs.TryGetValue(NamedBy(name), out var there))
                {
                    return new WriteResponse { CommittedSize = isZstd ? -1 : there.Length };
                }

                written.Write(Partial.GetValueOrDefault(name) ?? []);
            }

            piece.WriteOffset.Should().Be(written.Length);
            written.Write(piece.Data.Span);
            isFinished |= piece.FinishWrite;
            Partial[name] = written.ToArray();
            if (written.Length >= cut)
            {
                throw Rpc.Failure(StatusCode.Unavailable, "cut");
            }
        }

        var digest = server.Add(isZstd ? Zstd(written.ToArray(), "-d") : written.ToArray());
        return isFinished && name.EndsWith(digest.ToString(), StringComparison.Ordinal)
            ? new WriteResponse { CommittedSize = written.Length }
            : throw Rpc.Failure(StatusCode.InvalidArgument, "another digest");
    }

    public override Task<QueryWriteStatusResponse> QueryWriteStatus(QueryWriteStatusRequest request, ServerCallContext context)
    {
        server.Called(nameof(QueryWriteStatus));
        return Task.FromResult(new QueryWriteStatusResponse { CommittedSize = Partial.GetValueOrDefault(request.ResourceName)?.Length ?? 0 });
    }

    private static Digest NamedBy(string resource) => DigestMessages.Parse(string.Join('/', resource.Split('/')[^2..]))!.Value;

    /// <summary>By the program that everyone else packs with.</summary>
    private static byte[] Zstd(byte[] content, string mode = "-z")
    {
        using var process = Process.Start(new ProcessStartInfo("zstd", ["-q", mode, "-c", "-"]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var feeding = Task.Run(() =>
        {
            process.StandardInput.BaseStream.Write(content);
            process.StandardInput.Close();
        });
        using var packed = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(packed);
        feeding.Wait();
        process.WaitForExit();
        return packed.ToArray();
    }
}

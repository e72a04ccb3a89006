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
        var words = request.ResourceName.Split('/');
        if (!server.Blobs.TryGetValue(DigestMessages.Parse($"{words[^2]}/{words[^1]}")!.Value, out var content))
        {
            throw Rpc.Failure(StatusCode.NotFound);
        }

        byte[] wanted = [.. content[(int)request.ReadOffset..], .. new byte[server.Superfluous]];
        if (words[^3] == "zstd")
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
        var isFinished = false;
        await foreach (var piece in requestStream.ReadAllAsync())
        {
            if (name.Length == 0)
            {
                name = piece.ResourceName;
                server.Called($"{nameof(Write)} {piece.WriteOffset}");
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

        var digest = server.Add(written.ToArray());
        return isFinished && name.EndsWith(digest.ToString(), StringComparison.Ordinal)
            ? new WriteResponse { CommittedSize = written.Length }
            : throw Rpc.Failure(StatusCode.InvalidArgument, "another digest");
    }

    public override Task<QueryWriteStatusResponse> QueryWriteStatus(QueryWriteStatusRequest request, ServerCallContext context)
    {
        server.Called(nameof(QueryWriteStatus));
        return Task.FromResult(new QueryWriteStatusResponse { CommittedSize = Partial.GetValueOrDefault(request.ResourceName)?.Length ?? 0 });
    }

    /// <summary>By the program that everyone else packs with.</summary>
    private static byte[] Zstd(byte[] content)
    {
        using var process = Process.Start(new ProcessStartInfo("zstd", ["-q", "-c", "-"]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
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

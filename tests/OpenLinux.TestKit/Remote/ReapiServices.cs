using Google.Protobuf;
using Grpc.Core;
using OpenLinux.Engine.Content;
using OpenLinux.Remote.Protocol;
using Reapi = OpenLinux.Engine.Reapi;
using RpcStatus = OpenLinux.Remote.Protocol.Status;

namespace OpenLinux.TestKit.Remote;

public sealed class CapabilitiesService(ReapiServer server) : Capabilities.CapabilitiesBase
{
    public override Task<ServerCapabilities> GetCapabilities(GetCapabilitiesRequest request, ServerCallContext context)
    {
        server.Called(nameof(GetCapabilities));
        return Task.FromResult(server.Said);
    }
}

public sealed class ActionCacheService(ReapiServer server) : ActionCache.ActionCacheBase
{
    public override Task<Reapi.ActionResult> GetActionResult(GetActionResultRequest request, ServerCallContext context)
    {
        server.Called(nameof(GetActionResult));
        return server.Results.TryGetValue(request.ActionDigest.ToDigest(), out var result)
            ? Task.FromResult(result)
            : throw Rpc.Failure(StatusCode.NotFound);
    }

    public override Task<Reapi.ActionResult> UpdateActionResult(UpdateActionResultRequest request, ServerCallContext context)
    {
        server.Called(nameof(UpdateActionResult));
        if (server.IsStrict && !IsComplete(request.ActionDigest.ToDigest(), request.ActionResult))
        {
            throw Rpc.Failure(StatusCode.FailedPrecondition, "not all is there");
        }

        server.Results[request.ActionDigest.ToDigest()] = request.ActionResult;
        return Task.FromResult(request.ActionResult);
    }

    private bool IsComplete(Digest action, Reapi.ActionResult result) =>
        server.Blobs.TryGetValue(action, out var message)
        && server.Blobs.ContainsKey(Reapi.Action.Parser.ParseFrom(message).CommandDigest.ToDigest())
        && result.OutputFiles.Select(file => file.Digest)
            .Concat(result.OutputDirectories.Select(directory => directory.TreeDigest))
            .All(digest => server.Blobs.ContainsKey(digest.ToDigest()));
}

public sealed class StorageService(ReapiServer server) : ContentAddressableStorage.ContentAddressableStorageBase
{
    public override Task<FindMissingBlobsResponse> FindMissingBlobs(FindMissingBlobsRequest request, ServerCallContext context)
    {
        server.Called(nameof(FindMissingBlobs));
        var response = new FindMissingBlobsResponse();
        response.MissingBlobDigests.AddRange(request.BlobDigests.Where(digest => !server.Blobs.ContainsKey(digest.ToDigest())));
        return Task.FromResult(response);
    }

    public override Task<BatchUpdateBlobsResponse> BatchUpdateBlobs(BatchUpdateBlobsRequest request, ServerCallContext context)
    {
        server.Called(nameof(BatchUpdateBlobs));
        var response = new BatchUpdateBlobsResponse();
        foreach (var blob in request.Requests)
        {
            var isWhole = Digest.Of(blob.Data.Span) == blob.Digest.ToDigest();
            if (isWhole)
            {
                server.Add(blob.Data.ToByteArray());
            }

            response.Responses.Add(new BatchUpdateBlobsResponse.Types.Response
            {
                Digest = blob.Digest,
                Status = new RpcStatus { Code = (int)(isWhole ? StatusCode.OK : StatusCode.InvalidArgument) },
            });
        }

        return Task.FromResult(response);
    }

    public override Task<BatchReadBlobsResponse> BatchReadBlobs(BatchReadBlobsRequest request, ServerCallContext context)
    {
        server.Called(nameof(BatchReadBlobs));
        var response = new BatchReadBlobsResponse();
        response.Responses.AddRange(request.Digests.Select(digest => server.Blobs.TryGetValue(digest.ToDigest(), out var content)
            ? new BatchReadBlobsResponse.Types.Response { Digest = digest, Data = ByteString.CopyFrom(content), Status = new RpcStatus() }
            : new BatchReadBlobsResponse.Types.Response { Digest = digest, Status = new RpcStatus { Code = (int)StatusCode.NotFound } }));
        return Task.FromResult(response);
    }
}

internal static class Rpc
{
    public static RpcException Failure(StatusCode code, string detail = "", IMessage? more = null)
    {
        var trailers = new Metadata();
        if (more is not null)
        {
            var status = new RpcStatus { Code = (int)code, Message = detail, Details = { Google.Protobuf.WellKnownTypes.Any.Pack(more) } };
            trailers.Add("grpc-status-details-bin", status.ToByteArray());
        }

        return new RpcException(new global::Grpc.Core.Status(code, detail), trailers);
    }
}

using Google.Protobuf;
using Grpc.Core;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Remote;
using OpenLinux.Remote.Protocol;
using Status = OpenLinux.Remote.Protocol.Status;

namespace OpenLinux.Remote.Grpc;

/// <summary>Runs actions by <c>Execution</c> of the Remote Execution API v2.</summary>
/// <param name="content">The server's, over whose connection it is asked; disposed of with this.</param>
/// <param name="patience">How long to wait for one action, its time in a queue included.</param>
public sealed class GrpcRemoteExecution(GrpcRemoteCache content, TimeSpan patience) : IRemoteExecution
{
    /// <summary>Broken connections in a row, each with no word of the action.</summary>
    private const int MostVain = 5;

    private const string MissingBlob = "MISSING";
    private const string BlobPrefix = "blobs/";

    private static readonly TimeSpan BetweenConnections = TimeSpan.FromMilliseconds(200);

    public IRemoteCache Content => content;

    public async Task<Engine.Reapi.ActionResult> ExecuteAsync(Digest action, bool skipCache, CancellationToken cancellation)
    {
        if (!(await content.LimitsAsync(cancellation)).Executes)
        {
            throw new RemoteUnavailableException("it runs no actions") { IsRefusal = true };
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(patience);
        try
        {
            return await WaitAsync(action, skipCache, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new RemoteUnavailableException($"no result within {patience.TotalSeconds:0} s");
        }
    }

    public ValueTask DisposeAsync() => content.DisposeAsync();

    /// <summary>Asks for the action, and where the connection breaks, for the operation that the server made of it.</summary>
    private async Task<Engine.Reapi.ActionResult> WaitAsync(Digest action, bool skipCache, CancellationToken cancellation)
    {
        string? operation = null;
        for (var vain = 0; ;)
        {
            var known = operation;
            try
            {
                using var call = await CallAsync(action, skipCache, operation, cancellation);
                while (await call.ResponseStream.MoveNext(cancellation))
                {
                    var now = call.ResponseStream.Current;
                    vain = 0;
                    operation = now.Name.Length > 0 ? now.Name : operation;
                    if (now.Done)
                    {
                        return ResultOf(now);
                    }
                }

                vain++;
            }
            catch (RpcException) when (cancellation.IsCancellationRequested)
            {
                throw new OperationCanceledException(cancellation);
            }
            catch (RpcException gone) when (known is not null && gone.StatusCode is StatusCode.NotFound or StatusCode.Unimplemented)
            {
                // The server was started anew, or knows of no waiting: the action runs again.
                operation = null;
                vain++;
            }
            catch (RpcException cut) when (GrpcFailures.IsCut(cut))
            {
                vain++;
                if (vain >= MostVain)
                {
                    throw GrpcFailures.Translate(cut);
                }
            }
            catch (RpcException failure)
            {
                throw Translate((int)failure.StatusCode, GrpcFailures.DetailsOf(failure), GrpcFailures.Translate(failure));
            }

            if (vain >= MostVain)
            {
                throw new RemoteUnavailableException("its answers end without a result");
            }

            await Task.Delay(vain * BetweenConnections, cancellation);
        }
    }

    private async Task<AsyncServerStreamingCall<Operation>> CallAsync(Digest action, bool skipCache, string? operation, CancellationToken cancellation)
    {
        var connection = content.Connection;
        var options = await connection.StreamAsync(cancellation);
        return operation is not null
            ? connection.Execution.WaitExecution(new WaitExecutionRequest { Name = operation }, options)
            : connection.Execution.Execute(
                new ExecuteRequest { InstanceName = connection.Instance, SkipCacheLookup = skipCache, ActionDigest = action.ToMessage() }, options);
    }

    internal static Engine.Reapi.ActionResult ResultOf(Operation operation)
    {
        if (operation.ResultCase == Operation.ResultOneofCase.Error)
        {
            throw Translate(operation.Error.Code, operation.Error, GrpcFailures.Translate(operation.Error));
        }

        var response = GrpcFailures.TryUnpack<ExecuteResponse>(operation.Response) ?? throw new RemoteUnavailableException("an answer that is none");
        if (response.Status is { Code: not (int)StatusCode.OK } status)
        {
            throw Translate(status.Code, status, GrpcFailures.Translate(status));
        }

        return response.Result ?? throw new RemoteUnavailableException("an answer without a result");
    }

    private static Exception Translate(int code, Status? status, RemoteUnavailableException otherwise)
    {
        switch ((StatusCode)code)
        {
            case StatusCode.DeadlineExceeded when status is not null:
                return new RemoteTimeoutException(status.Message);
            case StatusCode.FailedPrecondition when MissingOf(status) is { Count: > 0 } missing:
                return new MissingInputsException(missing);
            case StatusCode.NotFound:
                // Servers there are that say so of an input, without a word on which.
                return new MissingInputsException([]);
            default:
                return otherwise;
        }
    }

    private static List<Digest> MissingOf(Status? status)
    {
        var missing = new List<Digest>();
        foreach (var violation in GrpcFailures.Detail<PreconditionFailure>(status)?.Violations ?? [])
        {
            if (violation.Type == MissingBlob
                && violation.Subject.LastIndexOf(BlobPrefix, StringComparison.Ordinal) is var start and >= 0
                && DigestMessages.Parse(violation.Subject.AsSpan(start + BlobPrefix.Length)) is { } digest)
            {
                missing.Add(digest);
            }
        }

        return missing;
    }
}

using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Remote;
using OpenLinux.Remote.Credentials;
using OpenLinux.Remote.Protocol;
using Status = OpenLinux.Remote.Protocol.Status;

namespace OpenLinux.Remote.Grpc;

/// <summary>What a server said instead of an answer (https://grpc.github.io/grpc/core/md_doc_statuscodes.html).</summary>
internal static class GrpcFailures
{
    /// <summary>Holds a <c>google.rpc.Status</c> with details.</summary>
    private const string DetailsTrailer = "grpc-status-details-bin";

    /// <summary>Of what a server says, so much is shown.</summary>
    private const int ShownCharacters = 300;

    public static RemoteUnavailableException Translate(RpcException failure) =>
        new(Said(failure.StatusCode, failure.Status.Detail), failure)
        {
            RetryAfter = RetryAfter(DetailsOf(failure)),
            IsRefusal = IsRefusal(failure.StatusCode) || ClientCertificates.AreRefused(failure.Status.DebugException),
        };

    public static RemoteUnavailableException Translate(Status status) =>
        new(Said((StatusCode)status.Code, status.Message))
        {
            RetryAfter = RetryAfter(status),
            IsRefusal = IsRefusal((StatusCode)status.Code),
        };

    /// <returns>Null where the server gave none, or none that can be read.</returns>
    public static Status? DetailsOf(RpcException failure) =>
        failure.Trailers.GetValueBytes(DetailsTrailer) is { } bytes ? Status.Parser.TryParse(bytes) : null;

    /// <returns>The first of a status's details that is such a message.</returns>
    public static T? Detail<T>(Status? status)
        where T : class, IMessage<T>, new()
    {
        foreach (var detail in status?.Details ?? [])
        {
            if (TryUnpack<T>(detail) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>A name alone would do for a server of another version, but the bytes may be anything.</summary>
    public static T? TryUnpack<T>(Any? message)
        where T : class, IMessage<T>, new() =>
        message is not null && message.Is(new T().Descriptor) ? new MessageParser<T>(() => new T()).TryParse(message.Value.Span) : null;

    /// <summary>Whether what broke off may go on where it was: the connection is gone, not the server's will.</summary>
    public static bool IsCut(RpcException failure) =>
        failure.StatusCode is StatusCode.Unavailable or StatusCode.Internal or StatusCode.Aborted or StatusCode.Cancelled or StatusCode.Unknown
        && RetryAfter(DetailsOf(failure)) is null;

    private static bool IsRefusal(StatusCode code) =>
        code is StatusCode.PermissionDenied or StatusCode.Unauthenticated or StatusCode.Unimplemented;

    /// <returns>Null where it says nothing, or no time that there is.</returns>
    private static TimeSpan? RetryAfter(Status? status) =>
        Detail<RetryInfo>(status)?.RetryDelay is { Seconds: >= 0 and <= Duration.MaxSeconds, Nanos: >= 0 and < 1_000_000_000 } delay ? delay.ToTimeSpan() : null;

    private static string Said(StatusCode code, string detail) =>
        code == StatusCode.DeadlineExceeded ? "no answer in time"
        : detail.Length == 0 ? $"status {code}"
        : $"status {code}: {(detail.Length > ShownCharacters ? detail[..ShownCharacters] + "…" : detail)}";
}

using Grpc.Core;
using OpenLinux.Engine.Remote;
using OpenLinux.Remote.Protocol;

namespace OpenLinux.Remote.Grpc;

/// <summary>What a server says that it can do (REAPI v2 <c>GetCapabilities</c>), as far as it decides on what is sent.</summary>
/// <param name="BatchBytes">Of one message with many blobs, all of it.</param>
/// <param name="MaxBlobBytes">Of one blob.</param>
/// <param name="KnowsZstd">Whether it gives and takes large blobs compressed.</param>
/// <param name="TakesResults">Whether results may be written.</param>
/// <param name="Executes">Whether it runs actions.</param>
/// <param name="KnowsOutputPaths">Whether a command's <c>output_paths</c> count, as since version 2.1, and not <c>output_files</c> and <c>output_directories</c>.</param>
internal sealed record ServerLimits(
    int BatchBytes, long MaxBlobBytes, bool KnowsZstd, bool TakesResults, bool Executes, bool KnowsOutputPaths)
{
    /// <summary>gRPC's own limit for a message, which servers have whatever they say of batches, less room for what is around blobs.</summary>
    private const int UsualBatchBytes = (4 * 1024 * 1024) - (64 * 1024);

    private const int Major = 2;

    /// <exception cref="RemoteUnavailableException">It gave no answer, or is of no use to this build.</exception>
    public static async Task<ServerLimits> AskAsync(GrpcConnection connection, CancellationToken cancellation)
    {
        try
        {
            return Of(await connection.CallAsync(
                options => connection.Capabilities.GetCapabilitiesAsync(new GetCapabilitiesRequest { InstanceName = connection.Instance }, options),
                cancellation));
        }
        catch (RpcException failure)
        {
            throw GrpcFailures.Translate(failure);
        }
    }

    /// <exception cref="RemoteUnavailableException">It is of no use to this build: another digest, another version.</exception>
    internal static ServerLimits Of(ServerCapabilities said)
    {
        var cache = said.CacheCapabilities ?? new CacheCapabilities();
        if (cache.DigestFunction.Count > 0 && !cache.DigestFunction.Contains(DigestFunction.Types.Value.Sha256))
        {
            throw Useless("its digest function is not SHA-256");
        }

        if (said.LowApiVersion is { Major: > Major } || said.HighApiVersion is { Major: > 0 and < Major })
        {
            throw Useless($"it speaks version {said.LowApiVersion?.Major} to {said.HighApiVersion?.Major} of the Remote Execution API, not {Major}");
        }

        var batch = cache.MaxBatchTotalSizeBytes is > 0 and < UsualBatchBytes ? (int)cache.MaxBatchTotalSizeBytes : UsualBatchBytes;
        return new ServerLimits(
            batch,
            cache.MaxCasBlobSizeBytes > 0 ? cache.MaxCasBlobSizeBytes : long.MaxValue,
            cache.SupportedCompressors.Contains(Compressor.Types.Value.Zstd),
            cache.ActionCacheUpdateCapabilities?.UpdateEnabled ?? false,
            said.ExecutionCapabilities?.ExecEnabled ?? false,
            said.HighApiVersion is { } high && (high.Major > Major || high.Minor >= 1));
    }

    private static RemoteUnavailableException Useless(string why) => new(why) { IsRefusal = true };
}

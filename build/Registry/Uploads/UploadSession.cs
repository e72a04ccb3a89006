using System.Globalization;
using System.Net;
using OpenLinux.Common.Errors;
using OpenLinux.Engine.Content;
using OpenLinux.Oci.Naming;
using OpenLinux.Registry.Client;
using OpenLinux.Registry.Content;
using OpenLinux.Registry.Transport;

namespace OpenLinux.Registry.Uploads;

/// <summary>One upload that a registry has begun (OCI Distribution Specification 1.1, "Pushing a blob in chunks").</summary>
internal sealed class UploadSession
{
    private readonly RegistryConnection connection;
    private readonly RepositoryClient repository;
    private readonly Blob blob;
    private readonly long chunk;
    private readonly Action<long, int> sent;
    private Uri location;

    /// <param name="started">The registry's answer to the POST that began it (end-4a): a Location, and perhaps the least that a chunk must hold.</param>
    /// <param name="chunk">The most that a request should carry, in bytes.</param>
    /// <param name="sent">Told of what went out, as the position reached in the blob and the count since the last time, both in bytes.</param>
    public UploadSession(
        RegistryConnection connection, RepositoryClient repository, Blob blob, HttpResponseMessage started, long chunk, Action<long, int> sent)
    {
        (this.connection, this.repository, this.blob, this.sent) = (connection, repository, blob, sent);
        this.chunk = Math.Max(chunk, LeastChunk(started));
        location = LocationOf(started);
    }

    /// <summary>How many bytes the registry has confirmed.</summary>
    public long Offset { get; private set; }

    /// <summary>Sends all that the registry does not have (end-5), then closes the upload (end-6).</summary>
    /// <exception cref="TransientException">Broken off: see <see cref="ResumeAsync"/>.</exception>
    /// <exception cref="BuildException">Refused.</exception>
    public async Task CompleteAsync(CancellationToken cancellation)
    {
        while (Offset < blob.Digest.SizeBytes)
        {
            await SendChunkAsync(cancellation);
        }

        var query = location.Query.Length > 0 ? "&" : "?";
        var address = new Uri($"{location.AbsoluteUri}{query}digest={Uri.EscapeDataString(blob.Digest.ToOci().ToString())}");
        using var request = new HttpRequestMessage(HttpMethod.Put, address) { Content = new ByteArrayContent([]) };
        using var response = await connection.Once.SendAsync(request, cancellation);
        await CheckAsync(response);
        repository.CheckDigest(blob.Digest, response);
    }

    /// <summary>Asks the registry how far the upload is (end-13).</summary>
    /// <returns>False where it does not know: then the upload has to begin anew.</returns>
    public async Task<bool> ResumeAsync(CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, location);
        using var response = await connection.Patient.SendAsync(request, cancellation);
        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            throw await repository.FailureAsync(blob.Digest.ToOci().ToString(), response);
        }

        // "0-0" is one byte to the specification and none to older registries: not worth the doubt.
        if (!response.IsSuccessStatusCode || Confirmed(response) is not { } confirmed || confirmed is 1 || confirmed > blob.Digest.SizeBytes)
        {
            return false;
        }

        Offset = confirmed;
        location = LocationOf(response);
        return true;
    }

    private async Task SendChunkAsync(CancellationToken cancellation)
    {
        var length = Math.Min(chunk, blob.Digest.SizeBytes - Offset);
        using var request = new HttpRequestMessage(HttpMethod.Patch, location) { Content = new BlobContent(blob, Offset, length, sent) };
        using var response = await connection.Once.SendAsync(request, cancellation);
        await CheckAsync(response);
        var end = Offset + length;
        var confirmed = Confirmed(response) ?? end;
        if (confirmed <= Offset || confirmed > end)
        {
            throw new TransientException($"has {confirmed} bytes of the blob after {end} were sent");
        }

        Offset = confirmed;
        location = LocationOf(response);
    }

    /// <summary>What a lost or misplaced upload gives is worth asking again; whatever else is refused stays refused.</summary>
    private async Task CheckAsync(HttpResponseMessage response)
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }

        if ((await RegistryAnswer.CodesAsync(response)).Contains("DIGEST_INVALID"))
        {
            throw new DigestRefusedException(await RegistryAnswer.DescribeAsync(response));
        }

        throw response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest or HttpStatusCode.RequestedRangeNotSatisfiable
            ? new TransientException($"answers {await RegistryAnswer.DescribeAsync(response)}")
            : await repository.FailureAsync(blob.Digest.ToOci().ToString(), response);
    }

    /// <summary>Absolute or relative; each answer's replaces the one before.</summary>
    private Uri LocationOf(HttpResponseMessage response) =>
        response.Headers.Location is { } location ? RegistryFailures.Destination(response.RequestMessage!.RequestUri!, location) : this.location;

    private static long LeastChunk(HttpResponseMessage started) =>
        started.Headers.TryGetValues("OCI-Chunk-Min-Length", out var values)
        && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : 0;

    /// <returns>How many bytes <c>Range: 0-LAST</c> stands for; null where there is none.</returns>
    private static long? Confirmed(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Range", out var values)
        && values.First() is var range
        && long.TryParse(range.AsSpan(range.LastIndexOf('-') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var last)
        && last < long.MaxValue
            ? last + 1
            : null;
}

/// <summary>What the registry received has another digest than the one it was told.</summary>
internal sealed class DigestRefusedException(string answer) : Exception($"answers {answer}");

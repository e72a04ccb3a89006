using System.Net;
using System.Net.Http.Headers;
using OpenLinux.Common.Errors;
using OpenLinux.Engine.Content;
using OpenLinux.Oci;
using OpenLinux.Oci.Naming;
using OpenLinux.Registry.Content;

namespace OpenLinux.Registry.Client;

/// <summary>The requests of the OCI Distribution Specification 1.1 that are made of one repository ("Endpoints"), uploads apart.</summary>
internal sealed class RepositoryClient(RegistryConnection connection, ImageReference repository)
{
    /// <summary>What images may be. Docker's own types are among them: other tools push by these.</summary>
    private static readonly string[] ManifestTypes =
    [
        MediaTypes.Index, MediaTypes.Manifest,
        "application/vnd.docker.distribution.manifest.list.v2+json", "application/vnd.docker.distribution.manifest.v2+json",
    ];

    public string Host => repository.Host;

    public string Name => repository.Repository;

    /// <summary>end-2, HEAD.</summary>
    public async Task<bool> HasBlobAsync(Digest digest, CancellationToken cancellation)
    {
        using var response = await SendAsync(HttpMethod.Head, $"blobs/{digest.ToOci()}", null, cancellation);
        return response.StatusCode switch
        {
            HttpStatusCode.OK => true,
            HttpStatusCode.NotFound => false,
            _ => throw await FailureAsync(digest.ToOci().ToString(), response),
        };
    }

    /// <summary>end-4a, or end-11 where the blob may be mounted from another repository.</summary>
    /// <returns>The answer: 201 where the blob is mounted, 202 where an upload has begun at its Location.</returns>
    public async Task<HttpResponseMessage> StartUploadAsync(Digest digest, string? mountFrom, CancellationToken cancellation)
    {
        if (mountFrom is not null)
        {
            var query = $"?mount={Uri.EscapeDataString(digest.ToOci().ToString())}&from={Uri.EscapeDataString(mountFrom)}";
            var mounted = await SendAsync(HttpMethod.Post, $"blobs/uploads/{query}", null, cancellation);
            if (mounted.StatusCode == HttpStatusCode.Created || HasBegun(mounted))
            {
                return mounted;
            }

            // A mount only spares an upload: what refuses it need not refuse that.
            mounted.Dispose();
        }

        var started = await SendAsync(HttpMethod.Post, "blobs/uploads/", null, cancellation);
        using var refused = HasBegun(started) ? null : started;
        return refused is null ? started : throw await FailureAsync(digest.ToOci().ToString(), refused);
    }

    /// <summary>end-3, GET.</summary>
    /// <returns>The answer's media type and content, or null where there is none.</returns>
    public async Task<(string? MediaType, byte[] Content)?> GetManifestAsync(string reference, CancellationToken cancellation)
    {
        using var response = await SendAsync(HttpMethod.Get, $"manifests/{reference}", null, cancellation);
        return response.StatusCode switch
        {
            HttpStatusCode.OK => (response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsByteArrayAsync(cancellation)),
            HttpStatusCode.NotFound => null,
            _ => throw await FailureAsync(reference, response),
        };
    }

    /// <summary>end-12a.</summary>
    /// <returns>The index of what refers to a manifest, or null where the registry keeps no such lists ("Listing Referrers").</returns>
    public async Task<byte[]?> GetReferrersAsync(OciDigest subject, CancellationToken cancellation)
    {
        using var response = await SendAsync(HttpMethod.Get, $"referrers/{subject}", null, cancellation);
        return response.StatusCode switch
        {
            HttpStatusCode.OK when response.Content.Headers.ContentType?.MediaType == MediaTypes.Index => await response.Content.ReadAsByteArrayAsync(cancellation),
            HttpStatusCode.OK or HttpStatusCode.NotFound or HttpStatusCode.BadRequest or HttpStatusCode.NotAcceptable or HttpStatusCode.MethodNotAllowed => null,
            _ => throw await FailureAsync(subject.ToString(), response),
        };
    }

    /// <summary>end-2, GET.</summary>
    /// <returns>The content as it comes, or null where there is none.</returns>
    public async Task<byte[]?> GetBlobAsync(OciDigest digest, CancellationToken cancellation)
    {
        using var response = await SendAsync(HttpMethod.Get, $"blobs/{digest}", null, cancellation);
        return response.StatusCode switch
        {
            HttpStatusCode.OK => await response.Content.ReadAsByteArrayAsync(cancellation),
            HttpStatusCode.NotFound => null,
            _ => throw await FailureAsync(digest.ToString(), response),
        };
    }

    /// <summary>end-3, HEAD.</summary>
    /// <returns>Whether the registry says that the reference stands for that digest; false where it does not say, as to those who may only push.</returns>
    public async Task<bool> HasManifestAsync(string reference, Digest digest, CancellationToken cancellation)
    {
        using var response = await SendAsync(HttpMethod.Head, $"manifests/{reference}", null, cancellation);
        return response.StatusCode == HttpStatusCode.OK && StoredAs(response) == digest.ToOci().ToString();
    }

    /// <summary>end-7.</summary>
    /// <param name="reference">Its digest, or a tag.</param>
    /// <returns>Whether the registry says that it keeps the list of the subject's referrers ("Pushing Manifests with Subject").</returns>
    /// <exception cref="BuildException">Refused, or stored under another digest than ours (<c>OL608</c>).</exception>
    public async Task<bool> PutManifestAsync(string reference, OciDocument manifest, CancellationToken cancellation)
    {
        using var body = new ReadOnlyMemoryContent(manifest.Content);
        body.Headers.ContentType = new MediaTypeHeaderValue(manifest.MediaType);
        using var response = await SendAsync(HttpMethod.Put, $"manifests/{reference}", body, cancellation);
        if (!response.IsSuccessStatusCode)
        {
            throw await FailureAsync(reference, response);
        }

        CheckDigest(manifest.Descriptor.Content, response);
        return response.Headers.Contains("OCI-Subject");
    }

    /// <summary>Compares what the registry says it stored with what we meant; it may say nothing, or use another algorithm.</summary>
    /// <exception cref="BuildException"><c>OL608</c>.</exception>
    public void CheckDigest(Digest ours, HttpResponseMessage response)
    {
        if (StoredAs(response) is { } stored && OciDigest.TryParse(stored, out var theirs) && theirs != ours.ToOci())
        {
            throw Mismatch(ours, $"ours is {ours.ToOci()}, the registry's {stored}");
        }
    }

    public BuildException Mismatch(Digest digest, string cause) => new(
        RegistryErrors.DigestMismatch, Subject(digest.ToOci().ToString()), cause, "push again; where it stays, something between here and the registry changes what is sent");

    public Task<BuildException> FailureAsync(string reference, HttpResponseMessage response) =>
        AnswerFailures.OfAsync(Subject(reference), response, connection.Authorizer);

    public string Subject(string reference) => reference.Contains(':', StringComparison.Ordinal) ? $"{Name}@{reference}" : $"{Name}:{reference}";

    private static string? StoredAs(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Docker-Content-Digest", out var values) ? values.First() : null;

    private static bool HasBegun(HttpResponseMessage response) =>
        response is { StatusCode: HttpStatusCode.Accepted, Headers.Location: not null };

    private static bool IsRead(HttpMethod method) => method == HttpMethod.Get || method == HttpMethod.Head;

    private static string[] TypesOf(string resource) =>
        resource.StartsWith("manifests/", StringComparison.Ordinal) ? ManifestTypes
        : resource.StartsWith("referrers/", StringComparison.Ordinal) ? [MediaTypes.Index]
        : [];

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string resource, HttpContent? body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, new Uri(connection.Address, $"v2/{repository.Path}/{resource}")) { Content = body };
        foreach (var type in IsRead(method) ? TypesOf(resource) : [])
        {
            request.Headers.Accept.ParseAdd(type);
        }

        return await connection.Patient.SendAsync(request, cancellation);
    }
}

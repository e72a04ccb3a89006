using System.Text.Json;
using OpenLinux.Common.Errors;
using OpenLinux.Oci;
using OpenLinux.Oci.Json;
using OpenLinux.Oci.Naming;
using OpenLinux.Registry.Client;
using OpenLinux.Registry.Content;

namespace OpenLinux.Registry.Referrers;

/// <summary>
/// The list of a manifest's referrers (OCI Distribution Specification 1.1, "Listing Referrers"): kept under a tag for registries that do not keep it
/// themselves ("Pushing Manifests with Subject" and "Referrers Tag Schema").
/// </summary>
internal sealed class ReferrersList(RepositoryClient repository)
{
    private const string Member = "manifests";

    /// <summary>Adds a referrer, unless it is listed. Writers that do so at the same moment can lose each other's: registries offer no lock.</summary>
    /// <exception cref="BuildException">The tag holds something else (<c>OL607</c>), or the registry fails.</exception>
    public async Task AddAsync(OciDigest subject, PushedManifest referrer, CancellationToken cancellation)
    {
        var tag = TagOf(subject);
        if (await PullAsync(tag, list => LengthenedBy(referrer, list), cancellation) is { } longer)
        {
            await repository.PutManifestAsync(tag, new OciDocument(MediaTypes.Index, longer), cancellation);
        }
    }

    /// <returns>In the list's order; what has no digest of SHA-256 is left out.</returns>
    /// <exception cref="BuildException">The list is none (<c>OL607</c>), or the registry fails.</exception>
    public async Task<IReadOnlyList<Referrer>> ReadAsync(OciDigest subject, CancellationToken cancellation) =>
        await repository.GetReferrersAsync(subject, cancellation) is { } kept
            ? Read($"referrers/{subject}", MediaTypes.Index, kept, ReferrersIn)
            : await PullAsync(TagOf(subject), ReferrersIn, cancellation);

    /// <summary><c>sha256-…</c>; SHA-256 digests need no truncation.</summary>
    internal static string TagOf(OciDigest digest) => digest.ToString().Replace(':', '-');

    /// <param name="read">Is given the list, or null where there is none.</param>
    private async Task<T> PullAsync<T>(string tag, Func<JsonElement?, T> read, CancellationToken cancellation) =>
        await repository.GetManifestAsync(tag, cancellation) is var (mediaType, content) ? Read(tag, mediaType, content, read) : read(null);

    private T Read<T>(string place, string? mediaType, byte[] content, Func<JsonElement?, T> read)
    {
        try
        {
            using var list = JsonDocument.Parse(content);
            if (mediaType == MediaTypes.Index && list.RootElement.ValueKind == JsonValueKind.Object && list.RootElement.Member(Member) is null or { ValueKind: JsonValueKind.Array })
            {
                return read(list.RootElement);
            }
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            // Said below: it is no index. A text with half of a surrogate pair is an InvalidOperationException.
        }

        throw new BuildException(
            RegistryErrors.ContentRefused,
            repository.Subject(place),
            $"the tag that lists referrers holds {mediaType ?? "something"} that is not an index",
            "remove the tag from the registry; nothing else may use it");
    }

    private static IEnumerable<JsonElement> Listed(JsonElement? list) => list?.Items(Member) ?? [];

    private static IReadOnlyList<Referrer> ReferrersIn(JsonElement? list) =>
    [
        .. Listed(list)
            .Select(descriptor => OciDigest.TryParse(descriptor.TextOrNull("digest"), out var digest) ? new Referrer(digest, descriptor.TextOrNull("artifactType") ?? "") : null)
            .OfType<Referrer>(),
    ];

    /// <returns>Null where it is listed.</returns>
    private static byte[]? LengthenedBy(PushedManifest referrer, JsonElement? list) =>
        Listed(list).Any(descriptor => descriptor.TextOrNull("digest") == referrer.Digest.ToOci().ToString()) ? null : Append(list, referrer);

    /// <summary>The list as it stands, whatever else others wrote into it, with one descriptor more.</summary>
    private static byte[] Append(JsonElement? list, PushedManifest referrer) => OciJson.Write(json =>
    {
        json.WriteNumber("schemaVersion", 2);
        json.WriteString("mediaType", MediaTypes.Index);
        json.WriteStartArray(Member);
        foreach (var descriptor in Listed(list))
        {
            descriptor.WriteTo(json);
        }

        json.WriteDescriptor(DescriptorOf(referrer));
        json.WriteEndArray();
        foreach (var member in OtherMembers(list))
        {
            member.WriteTo(json);
        }
    });

    private static IEnumerable<JsonProperty> OtherMembers(JsonElement? list) => list is null
        ? []
        : list.Value.EnumerateObject().Where(member => member.Name is not ("schemaVersion" or "mediaType" or Member));

    private static OciDescriptor DescriptorOf(PushedManifest referrer)
    {
        var head = ManifestHead.Of(referrer.Document);
        return referrer.Document.Descriptor with { ArtifactType = head.ArtifactType, Annotations = head.Annotations };
    }
}

/// <summary>Something that refers to a manifest, as a list has it.</summary>
/// <param name="ArtifactType">What it is; empty, or the media type of an empty configuration, where who listed it does not say.</param>
public sealed record Referrer(OciDigest Digest, string ArtifactType);

using System.Text.Json;
using OpenLinux.Common.Errors;
using OpenLinux.Oci;
using OpenLinux.Oci.Json;
using OpenLinux.Oci.Naming;
using OpenLinux.Registry.Client;
using OpenLinux.Registry.Content;

namespace OpenLinux.Registry.Pushing;

/// <summary>
/// Keeps the list of a manifest's referrers under a tag, for registries that do not keep it themselves
/// (OCI Distribution Specification 1.1, "Pushing Manifests with Subject" and "Referrers Tag Schema").
/// </summary>
internal sealed class ReferrersList(RepositoryClient repository)
{
    private const string Member = "manifests";

    /// <summary>Adds a referrer, unless it is listed. Writers that do so at the same moment can lose each other's: registries offer no lock.</summary>
    /// <exception cref="BuildException">The tag holds something else (<c>OL607</c>), or the registry fails.</exception>
    public async Task AddAsync(OciDigest subject, PushedManifest referrer, CancellationToken cancellation)
    {
        var tag = TagOf(subject);
        using var list = await PullAsync(tag, cancellation);
        if (Listed(list).Any(descriptor => descriptor.TextOrNull("digest") == referrer.Digest.ToOci().ToString()))
        {
            return;
        }

        await repository.PutManifestAsync(tag, new OciDocument(MediaTypes.Index, Append(list, referrer)), cancellation);
    }

    /// <summary><c>sha256-…</c>; SHA-256 digests need no truncation.</summary>
    internal static string TagOf(OciDigest digest) => digest.ToString().Replace(':', '-');

    private async Task<JsonDocument?> PullAsync(string tag, CancellationToken cancellation)
    {
        if (await repository.GetManifestAsync(tag, cancellation) is not var (mediaType, content))
        {
            return null;
        }

        try
        {
            var list = JsonDocument.Parse(content);
            if (mediaType == MediaTypes.Index && list.RootElement.Member(Member) is null or { ValueKind: JsonValueKind.Array })
            {
                return list;
            }

            list.Dispose();
        }
        catch (JsonException)
        {
            // Said below: it is no index.
        }

        throw new BuildException(
            RegistryErrors.ContentRefused,
            repository.Subject(tag),
            $"the tag that lists referrers holds {mediaType ?? "something"} that is not an index",
            "remove the tag from the registry; nothing else may use it");
    }

    private static IEnumerable<JsonElement> Listed(JsonDocument? list) =>
        list?.RootElement.Items(Member) ?? [];

    /// <summary>The list as it stands, whatever else others wrote into it, with one descriptor more.</summary>
    private static byte[] Append(JsonDocument? list, PushedManifest referrer) => OciJson.Write(json =>
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

    private static IEnumerable<JsonProperty> OtherMembers(JsonDocument? list) => list is null
        ? []
        : list.RootElement.EnumerateObject().Where(member => member.Name is not ("schemaVersion" or "mediaType" or Member));

    private static OciDescriptor DescriptorOf(PushedManifest referrer)
    {
        var head = ManifestHead.Of(referrer.Document);
        return referrer.Document.Descriptor with { ArtifactType = head.ArtifactType, Annotations = head.Annotations };
    }
}

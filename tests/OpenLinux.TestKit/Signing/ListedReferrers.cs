using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using OpenLinux.Common.Processes;
using OpenLinux.Oci;
using OpenLinux.Oci.Naming;
using OpenLinux.Registry.Content;
using OpenLinux.Registry.Pushing;
using OpenLinux.Signing.Bundles;
using OpenLinux.TestKit.Registry;

namespace OpenLinux.TestKit.Signing;

/// <summary>What a registry lists for an image and holds of it, read and forged with requests of the tests' own.</summary>
internal sealed class ListedReferrers(string host, string path, OciDigest image) : IDisposable
{
    private readonly HttpClient http = new();

    /// <summary>The manifests, in the list's order.</summary>
    public async Task<IReadOnlyList<JsonElement>> ManifestsAsync()
    {
        var manifests = new List<JsonElement>();
        using var list = JsonDocument.Parse(await ListAsync());
        foreach (var descriptor in list.RootElement.GetProperty("manifests").EnumerateArray())
        {
            using var manifest = JsonDocument.Parse(await GetAsync($"manifests/{descriptor.GetProperty("digest").GetString()}", MediaTypes.Manifest) ?? throw new InvalidOperationException("listed, and not there"));
            manifests.Add(manifest.RootElement.Clone());
        }

        return manifests;
    }

    /// <summary>The one layer of each.</summary>
    public async Task<IReadOnlyList<byte[]>> BundlesAsync()
    {
        var bundles = new List<byte[]>();
        foreach (var manifest in await ManifestsAsync())
        {
            var layer = manifest.GetProperty("layers").EnumerateArray().Should().ContainSingle().Which;
            bundles.Add((await GetAsync($"blobs/{layer.GetProperty("digest").GetString()}", "*/*"))!);
        }

        return bundles;
    }

    /// <summary>Something else in place of all that is listed, as whoever may push can put it there.</summary>
    public async Task ReplaceAsync(PushBench bench, OciDocument subject, params IEnumerable<(string Predicate, byte[] Bundle)> bundles)
    {
        var forged = bundles.Select(bundle => Of(subject, bundle.Predicate, bundle.Bundle)).ToList();
        await new ImagePusher(bench.Settings, new ProcessLauncher(), bench.Reporter).AttachAsync(new ImageReference(host, path), forged, CancellationToken.None);
        var list = new OciDocument(MediaTypes.Index, OciJson.Write(json =>
        {
            json.WriteNumber("schemaVersion", 2);
            json.WriteString("mediaType", MediaTypes.Index);
            json.WriteStartArray("manifests");
            forged.ForEach(manifest => json.WriteDescriptor(manifest.Document.Descriptor));
            json.WriteEndArray();
        }));
        using var content = new ByteArrayContent(list.Content.ToArray()) { Headers = { ContentType = new MediaTypeHeaderValue(MediaTypes.Index) } };
        (await http.PutAsync(Address($"manifests/{Tag}"), content)).EnsureSuccessStatusCode();
    }

    public void Dispose() => http.Dispose();

    private string Tag => image.ToString().Replace(':', '-');

    private static PushedManifest Of(OciDocument subject, string predicate, byte[] bundle)
    {
        var blob = Blob.OfBytes(bundle);
        return PushedManifest.OfImage(
            OciArtifact.Of(
                SigstoreBundle.MediaType, blob.Digest, subject.Descriptor, new Dictionary<string, string> { ["dev.sigstore.bundle.predicateType"] = predicate }),
            [Blob.OfBytes("{}"u8.ToArray()), blob]);
    }

    private async Task<byte[]> ListAsync() =>
        await GetAsync($"referrers/{image}", MediaTypes.Index) ?? await GetAsync($"manifests/{Tag}", MediaTypes.Index) ?? """{"manifests":[]}"""u8.ToArray();

    private async Task<byte[]?> GetAsync(string resource, string type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Address(resource));
        request.Headers.Accept.ParseAdd(type);
        using var response = await http.SendAsync(request);
        return response.StatusCode == HttpStatusCode.NotFound ? null : await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
    }

    private Uri Address(string resource) => new($"http://{host}/v2/{path}/{resource}");
}

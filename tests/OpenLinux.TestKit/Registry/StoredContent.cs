using System.Net;
using OpenLinux.Engine.Content;
using OpenLinux.Oci;
using OpenLinux.Oci.Naming;
using OpenLinux.Registry.Content;

namespace OpenLinux.TestKit.Registry;

/// <summary>What a registry has, read with requests of the tests' own.</summary>
internal sealed class StoredContent(string host, string path) : IDisposable
{
    private readonly HttpClient http = new();

    /// <summary>Each manifest and each blob is there, byte for byte.</summary>
    public async Task ShouldHoldAsync(PushedManifest manifest)
    {
        foreach (var child in manifest.Children)
        {
            await ShouldHoldAsync(child);
        }

        (await ManifestAsync(manifest.Digest.ToOci().ToString())).Should().Equal(manifest.Document.Content.ToArray());
        foreach (var blob in manifest.Blobs)
        {
            Digest.Of(await http.GetByteArrayAsync(Address($"blobs/{blob.Digest.ToOci()}"))).Should().Be(blob.Digest);
        }
    }

    public async Task ShouldHoldAsync(PushedManifest manifest, string tag)
    {
        await ShouldHoldAsync(manifest);
        (await ManifestAsync(tag)).Should().Equal(manifest.Document.Content.ToArray());
    }

    /// <returns>The manifest, or null where there is none.</returns>
    public async Task<byte[]?> ManifestAsync(string reference)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Address($"manifests/{reference}"));
        request.Headers.Accept.ParseAdd(MediaTypes.Index);
        request.Headers.Accept.ParseAdd(MediaTypes.Manifest);
        using var response = await http.SendAsync(request);
        return response.StatusCode == HttpStatusCode.NotFound ? null : await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
    }

    public async Task PutManifestAsync(string reference, PushedManifest manifest)
    {
        using var content = new ByteArrayContent(manifest.Document.Content.ToArray()) { Headers = { { "Content-Type", manifest.Document.MediaType } } };
        (await http.PutAsync(Address($"manifests/{reference}"), content)).EnsureSuccessStatusCode();
    }

    public void Dispose() => http.Dispose();

    private Uri Address(string resource) => new($"http://{host}/v2/{path}/{resource}");
}

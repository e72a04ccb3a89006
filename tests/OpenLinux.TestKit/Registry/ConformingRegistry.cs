using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using OpenLinux.Engine.Content;
using OpenLinux.Oci;
using OpenLinux.Oci.Naming;
using OpenLinux.Registry.Content;
using OpenLinux.TestKit.Http;

namespace OpenLinux.TestKit.Registry;

/// <summary>
/// The part of the OCI Distribution Specification 1.1 that distribution 2.8 lacks: uploads that keep what came of a cut
/// request, <c>OCI-Subject</c> and lists of referrers. Everything is in memory, in one repository.
/// </summary>
public sealed class ConformingRegistry : IDisposable
{
    private readonly ConcurrentDictionary<string, byte[]> blobs = new();
    private readonly ConcurrentDictionary<string, byte[]> manifests = new();
    private readonly ConcurrentDictionary<string, Upload> uploads = new();
    private readonly HttpService service;

    /// <param name="answersItself">May answer a request before the registry does; false leaves it to the registry.</param>
    public ConformingRegistry(Func<HttpListenerContext, bool>? answersItself = null) =>
        service = new HttpService(context => answersItself?.Invoke(context) == true ? Task.CompletedTask : AnswerAsync(context));

    public string Host => service.Host;

    public int Port => service.Port;

    public IReadOnlyList<(string Method, string Path, string? Authorization)> Requests => service.Requests;

    public IReadOnlyDictionary<string, byte[]> Blobs => blobs;

    /// <summary>By tag and by digest.</summary>
    public IReadOnlyDictionary<string, byte[]> Manifests => manifests;

    public void Dispose() => service.Dispose();

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var request = context.Request;
        var name = request.Url!.Segments[^1];
        switch (request.HttpMethod, request.Url.Segments[^2])
        {
            case ("GET", "/"):
                HttpService.Answer(context, 200);
                break;
            case ("HEAD", "blobs/"):
                HttpService.Answer(context, blobs.ContainsKey(name) ? 200 : 404);
                break;
            case ("GET", "blobs/") when blobs.TryGetValue(name, out var blob):
                HttpService.Answer(context, 200, blob);
                break;
            case ("GET", "manifests/") when manifests.TryGetValue(name, out var asked):
                context.Response.ContentType = TypeOf(asked);
                HttpService.Answer(context, 200, asked, ("Docker-Content-Digest", Digest.Of(asked).ToOci().ToString()));
                break;
            case ("GET", "referrers/"):
                context.Response.ContentType = MediaTypes.Index;
                HttpService.Answer(context, 200, ReferrersOf(name));
                break;
            case ("POST", "blobs/"):
                var id = Guid.NewGuid().ToString();
                uploads[id] = new Upload(new MemoryStream(), new SemaphoreSlim(1, 1));
                HttpService.Answer(context, 202, null, ("Location", $"{request.Url.AbsolutePath}{id}"));
                break;
            case (_, "uploads/") when !uploads.ContainsKey(name):
                HttpService.Answer(context, 404, """{"errors":[{"code":"BLOB_UPLOAD_UNKNOWN","message":"blob upload unknown to registry"}]}"""u8.ToArray());
                break;
            case (_, "uploads/"):
                await uploads[name].Turn.WaitAsync();
                try
                {
                    await AnswerUploadAsync(context, uploads[name].Content);
                }
                finally
                {
                    uploads[name].Turn.Release();
                }

                break;
            case ("HEAD", "manifests/") when manifests.TryGetValue(name, out var stored):
                HttpService.Answer(context, 200, null, ("Docker-Content-Digest", Digest.Of(stored).ToOci().ToString()));
                break;
            case ("PUT", "manifests/"):
                var content = new MemoryStream();
                await request.InputStream.CopyToAsync(content);
                manifests[name] = manifests[Digest.Of(content.ToArray()).ToOci().ToString()] = content.ToArray();
                using (var manifest = JsonDocument.Parse(content.ToArray()))
                {
                    if (manifest.RootElement.TryGetProperty("subject", out var subject))
                    {
                        context.Response.Headers["OCI-Subject"] = subject.GetProperty("digest").GetString();
                    }
                }

                HttpService.Answer(context, 201, null, ("Docker-Content-Digest", Digest.Of(content.ToArray()).ToOci().ToString()));
                break;
            default:
                HttpService.Answer(context, 404);
                break;
        }
    }

    private static string TypeOf(byte[] manifest)
    {
        using var document = JsonDocument.Parse(manifest);
        return document.RootElement.GetProperty("mediaType").GetString()!;
    }

    /// <summary>Each manifest once, though a tag may name it as well.</summary>
    private byte[] ReferrersOf(string subject) => OciJson.Write(json =>
    {
        json.WriteNumber("schemaVersion", 2);
        json.WriteString("mediaType", MediaTypes.Index);
        json.WriteStartArray("manifests");
        foreach (var content in manifests.Where(manifest => manifest.Key.StartsWith("sha256:", StringComparison.Ordinal)).Select(manifest => manifest.Value))
        {
            var manifest = new OciDocument(MediaTypes.Manifest, content);
            var head = ManifestHead.Of(manifest);
            if (head.Subject?.ToString() == subject)
            {
                json.WriteDescriptor(manifest.Descriptor with { ArtifactType = head.ArtifactType, Annotations = head.Annotations });
            }
        }

        json.WriteEndArray();
    });

    private async Task AnswerUploadAsync(HttpListenerContext context, MemoryStream upload)
    {
        var request = context.Request;
        var location = ("Location", request.Url!.AbsolutePath);
        switch (request.HttpMethod)
        {
            case "PATCH" when request.Headers["Content-Range"]!.Split('-')[0] != $"{upload.Length}":
                HttpService.Answer(context, 416);
                break;
            case "PATCH":
                await request.InputStream.CopyToAsync(upload, 4096);
                HttpService.Answer(context, 202, null, location, ("Range", $"0-{Math.Max(0, upload.Length - 1)}"));
                break;
            case "GET":
                HttpService.Answer(context, 204, null, location, ("Range", $"0-{Math.Max(0, upload.Length - 1)}"));
                break;
            default:
                blobs[request.QueryString["digest"]!] = upload.ToArray();
                HttpService.Answer(context, 201, null, location);
                break;
        }
    }

    /// <param name="Turn">One request at a time: a cut one may still be read when the next asks how far it came.</param>
    private sealed record Upload(MemoryStream Content, SemaphoreSlim Turn);
}

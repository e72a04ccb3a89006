using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OpenLinux.TestKit.Archives;

namespace OpenLinux.TestKit.Oci;

/// <summary>An OCI image layout, or a Docker archive, made file by file so that it can hold what no tool writes.</summary>
internal sealed class StoredImages
{
    public const string Config = """ "config": {"Cmd": ["/bin/sh"], "Env": ["PATH=/bin"], "WorkingDir": "/"} """;

    private readonly List<object> manifests = [];

    /// <summary>By path, as they will be stored.</summary>
    public SortedDictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal) { ["oci-layout"] = "{\"imageLayoutVersion\":\"1.0.0\"}"u8.ToArray() };

    /// <summary>A layout of one image for linux/amd64.</summary>
    public static StoredImages Of(params LayerBytes[] layers) => new StoredImages().With("linux/amd64", layers);

    /// <summary>A Docker archive of one image for linux/amd64, as 20.10 writes it.</summary>
    public static StoredImages Docker(params LayerBytes[] layers)
    {
        var images = new StoredImages();
        images.Files.Clear();
        images.Files["config.json"] = Json(ConfigOf("linux/amd64", layers));
        for (var index = 0; index < layers.Length; index++)
        {
            images.Files[$"{index}/layer.tar"] = layers[index].Stored;
        }

        images.Files["manifest.json"] = JsonSerializer.SerializeToUtf8Bytes(
            new[] { new { Config = "config.json", RepoTags = (string[]?)null, Layers = layers.Select((_, index) => $"{index}/layer.tar") } });
        return images;
    }

    /// <summary>Adds an image.</summary>
    /// <param name="stated">Whether the index states its platform, or its configuration alone does.</param>
    public StoredImages With(string platform, LayerBytes[] layers, bool stated = true)
    {
        var config = Blob(Json(ConfigOf(platform, layers)));
        var manifest = Blob(JsonSerializer.SerializeToUtf8Bytes(new
        {
            schemaVersion = 2,
            config = Descriptor("application/vnd.oci.image.config.v1+json", config),
            layers = layers.Select(layer => Descriptor("application/vnd.oci.image.layer.v1.tar", Blob(layer.Stored))),
        }));
        var parts = platform.Split('/');
        manifests.Add(stated
            ? new { mediaType = "application/vnd.oci.image.manifest.v1+json", digest = manifest, size = 0, platform = new { os = parts[0], architecture = parts[1] } }
            : Descriptor("application/vnd.oci.image.manifest.v1+json", manifest));
        return WithIndex(manifests);
    }

    /// <summary>Puts what there is into an index of its own, which the layout's index then names, as for an image of several platforms.</summary>
    public StoredImages Nested() => WithIndex([Descriptor("application/vnd.oci.image.index.v1+json", Blob(Files["index.json"]))]);

    /// <summary>Changes a file.</summary>
    /// <param name="path">A path, or its beginning where only one has that.</param>
    public StoredImages Edit(string path, Func<byte[], byte[]?> edit)
    {
        var found = Files.Keys.Single(name => name.StartsWith(path, StringComparison.Ordinal));
        if (edit(Files[found]) is { } changed)
        {
            Files[found] = changed;
        }
        else
        {
            Files.Remove(found);
        }

        return this;
    }

    public string Blob(byte[] content)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(content));
        Files[$"blobs/sha256/{hash}"] = content;
        return $"sha256:{hash}";
    }

    public byte[] Tar() => Files.Aggregate(new TarBytes(), (tar, file) => tar.File(file.Key, file.Value)).Tar();

    public void WriteTo(TestFolder folder)
    {
        foreach (var (path, content) in Files)
        {
            folder.Write(path, content);
        }
    }

    public static object Descriptor(string mediaType, string digest) => new { mediaType, digest, size = 0 };

    private StoredImages WithIndex(IReadOnlyList<object> descriptors)
    {
        Files["index.json"] = JsonSerializer.SerializeToUtf8Bytes(new { schemaVersion = 2, manifests = descriptors });
        return this;
    }

    private static string ConfigOf(string platform, LayerBytes[] layers)
    {
        var parts = platform.Split('/');
        var diffIds = string.Join(", ", layers.Select(layer => $"\"{layer.DiffId}\""));
        return $$"""{"os": "{{parts[0]}}", "architecture": "{{parts[1]}}", "created": "2025-01-31T00:00:00Z", {{Config}}, "rootfs": {"type": "layers", "diff_ids": [{{diffIds}}]} }""";
    }

    private static byte[] Json(string text) => Encoding.UTF8.GetBytes(text);
}

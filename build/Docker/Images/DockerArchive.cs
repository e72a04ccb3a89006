using System.Formats.Tar;
using System.Text;
using System.Text.Json.Nodes;
using OpenLinux.Engine.Content;
using OpenLinux.Oci.Naming;

namespace OpenLinux.Docker.Images;

/// <summary>What <c>docker save</c> writes and <c>docker load</c> reads: <c>manifest.json</c> names one configuration, its tags and its layers.</summary>
internal static class DockerArchive
{
    private const string ManifestName = "manifest.json";

    /// <summary>Copies an archive of one image, with another platform in its configuration and without tags; its layers stay as they are.</summary>
    /// <param name="platform">As in <c>linux/arm64</c> or <c>linux/arm/v7</c>.</param>
    /// <returns>The image ID that the configuration's digest makes.</returns>
    /// <exception cref="InvalidDataException">The archive does not hold what its manifest names.</exception>
    public static OciDigest CopyWithPlatform(string source, string target, string platform)
    {
        var manifest = (JsonNode.Parse(Read(source, ManifestName)) as JsonArray)?.FirstOrDefault() as JsonObject;
        if (manifest is null || manifest["Config"] is not JsonValue name || manifest["Layers"] is not JsonArray layers
            || JsonNode.Parse(Read(source, name.GetValue<string>())) is not JsonObject configuration)
        {
            throw new InvalidDataException($"{ManifestName} names no image.");
        }

        SetPlatform(configuration, platform.Split('/'));
        var bytes = Encoding.UTF8.GetBytes(configuration.ToJsonString());
        var digest = Digest.Of(bytes);
        manifest["Config"] = $"{digest.Hash}.json";
        manifest.Remove("RepoTags");

        using var archive = new TarWriter(File.Create(target));
        foreach (var layer in layers)
        {
            Copy(source, (string)layer!, archive);
        }

        Add(archive, $"{digest.Hash}.json", bytes);
        Add(archive, ManifestName, Encoding.UTF8.GetBytes(new JsonArray(manifest.DeepClone()).ToJsonString()));
        return digest.ToOci();
    }

    private static void SetPlatform(JsonObject configuration, string[] platform)
    {
        configuration["os"] = platform[0];
        configuration["architecture"] = platform[1];
        if (platform.Length > 2)
        {
            configuration["variant"] = platform[2];
        }
    }

    private static byte[] Read(string archive, string name)
    {
        using var content = new MemoryStream();
        WithEntry(archive, name, entry => entry.DataStream!.CopyTo(content));
        return content.ToArray();
    }

    private static void Copy(string source, string name, TarWriter archive) =>
        WithEntry(source, name, entry => archive.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = entry.DataStream }));

    private static void Add(TarWriter archive, string name, byte[] content)
    {
        using var stream = new MemoryStream(content);
        archive.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = stream });
    }

    private static void WithEntry(string archive, string name, Action<TarEntry> use)
    {
        using var reader = new TarReader(File.OpenRead(archive));
        while (reader.GetNextEntry() is { } entry)
        {
            if (entry.Name == name && entry.DataStream is not null)
            {
                use(entry);
                return;
            }
        }

        throw new InvalidDataException($"There is no {name} in it.");
    }
}

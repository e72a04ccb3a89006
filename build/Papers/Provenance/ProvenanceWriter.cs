using System.Text.Json;
using OpenLinux.Engine.Provenance;
using OpenLinux.Papers.Bom;
using OpenLinux.Papers.Publication;

namespace OpenLinux.Papers.Provenance;

/// <summary>
/// SLSA v1 provenance (https://slsa.dev/spec/v1.0/provenance) in an in-toto Statement v1. The times of a run are
/// left out, as they would be another in every build; the builder's name is what the configuration says.
/// </summary>
public static class ProvenanceWriter
{
    /// <summary>What in-toto calls this kind of statement; <c>slsaprovenance1</c> to cosign.</summary>
    public const string PredicateType = "https://slsa.dev/provenance/v1";

    /// <summary>docs/papers.md says what their parameters mean.</summary>
    private const string TarballBuildType = "urn:openlinux:build-type:rootfs:v1";
    private const string ImageBuildType = "urn:openlinux:build-type:image:v1";

    /// <summary>Of the rootfs tarball.</summary>
    /// <param name="byproducts">The SBOMs.</param>
    public static byte[] OfTarball(BillOfMaterials bill, BuildRun run, IReadOnlyList<Paper> byproducts) =>
        Write(TarballBuildType, [new ProvenanceSubject(TarballOf(bill).FileName, TarballOf(bill).Content)], bill, run, byproducts);

    /// <summary>Of an image that was made of the tarball.</summary>
    /// <param name="subjects">Its manifest, by whose digest registries know it, and its configuration, whose digest is the image ID.</param>
    /// <param name="byproducts">The SBOMs.</param>
    public static byte[] OfImage(
        IReadOnlyList<ProvenanceSubject> subjects, BillOfMaterials bill, BuildRun run, IReadOnlyList<Paper> byproducts) =>
        Write(ImageBuildType, subjects, bill, run, byproducts);

    private static ProductTarball TarballOf(BillOfMaterials bill) =>
        bill.Product.Tarball ?? throw new ArgumentException("provenance is of a tarball", nameof(bill));

    private static byte[] Write(
        string buildType, IReadOnlyList<ProvenanceSubject> subjects, BillOfMaterials bill, BuildRun run, IReadOnlyList<Paper> byproducts)
    {
        var tarball = TarballOf(bill);
        return JsonPaper.Write(isIndented: true, json =>
        {
            json.WriteString("_type", "https://in-toto.io/Statement/v1");
            json.WriteStartArray("subject");
            foreach (var subject in subjects)
            {
                ResourceDescriptor.Write(json, subject.Name, SourceMaterial.Sha256, subject.Content.Hash, mediaType: subject.MediaType);
            }

            json.WriteEndArray();
            json.WriteString("predicateType", PredicateType);
            json.WriteStartObject("predicate");
            WriteDefinition(json, buildType, bill, run);
            WriteRun(json, run, tarball, byproducts);
            json.WriteEndObject();
        });
    }

    private static void WriteDefinition(Utf8JsonWriter json, string buildType, BillOfMaterials bill, BuildRun run)
    {
        json.WriteStartObject("buildDefinition");
        json.WriteString("buildType", buildType);
        json.WriteStartObject("externalParameters");
        json.WriteString("architecture", bill.Product.Architecture);
        json.WriteStartObject("overrides");
        foreach (var (key, values) in run.Overrides)
        {
            json.WriteStrings(key, values);
        }

        json.WriteEndObject();
        if (run.SourceDateEpoch is { } asked)
        {
            json.WriteNumber("sourceDateEpoch", asked);
        }

        json.WriteEndObject();
        json.WriteStartObject("internalParameters");
        json.WriteString("version", bill.Product.Version);
        json.WriteString("platform", bill.Product.Platform);
        json.WriteNumber("epoch", run.Epoch);
        json.WriteStrings("components", bill.Components.Select(component => component.Entry.Name));
        json.WriteEndObject();
        ResolvedDependencies.Write(json, bill, run);
        json.WriteEndObject();
    }

    private static void WriteRun(Utf8JsonWriter json, BuildRun run, ProductTarball tarball, IReadOnlyList<Paper> byproducts)
    {
        json.WriteStartObject("runDetails");
        json.WriteStartObject("builder");
        json.WriteString("id", run.Builder);
        json.WriteEndObject();
        json.WriteStartObject("metadata");
        json.WriteString("invocationId", $"urn:openlinux:action:{tarball.Action.Hash}");
        json.WriteEndObject();
        json.WriteStartArray("byproducts");
        foreach (var paper in byproducts)
        {
            ResourceDescriptor.Write(json, paper.FileName, SourceMaterial.Sha256, paper.Content.Hash, mediaType: paper.Kind.MediaType);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}

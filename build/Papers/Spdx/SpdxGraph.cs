using System.Text.Json;
using OpenLinux.Common.Text;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Provenance;

namespace OpenLinux.Papers.Spdx;

/// <summary>Writes the elements of an SPDX 3.0.1 JSON-LD graph, one after the other.</summary>
internal sealed class SpdxGraph(Utf8JsonWriter json, SpdxIds ids)
{
    private const string CreationInfo = "_:creation";

    private readonly List<string> elements = [];
    private int relationships;

    /// <summary>The identifiers of all that was written so far.</summary>
    public IReadOnlyList<string> Elements => elements;

    public void Creation(DateTimeOffset created)
    {
        json.WriteStartObject();
        json.WriteString("type", "CreationInfo");
        json.WriteString("@id", CreationInfo);
        json.WriteString("specVersion", "3.0.1");
        json.WriteString("created", Rfc3339.Text(created));
        json.WriteStrings("createdBy", [ids.Agent]);
        json.WriteEndObject();
    }

    public void Element(string type, string id, string? name, Action<Utf8JsonWriter>? properties = null)
    {
        elements.Add(id);
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteString("spdxId", id);
        json.WriteString("creationInfo", CreationInfo);
        json.WriteOptional("name", name);
        properties?.Invoke(json);
        json.WriteEndObject();
    }

    /// <summary>Writes nothing where <paramref name="to"/> is empty: what is not related has no relationship.</summary>
    public void Relationship(string type, string from, IReadOnlyList<string> to)
    {
        if (to.Count > 0)
        {
            Element("Relationship", ids.Relationship(++relationships), name: null, _ => Ends(type, from, to));
        }
    }

    /// <summary>One that held while the product was built.</summary>
    /// <param name="isComplete">Whether there are no others of that type.</param>
    public void BuildRelationship(string type, string from, IReadOnlyList<string> to, bool isComplete = true)
    {
        if (to.Count > 0)
        {
            Element("LifecycleScopedRelationship", ids.Relationship(++relationships), name: null, _ =>
            {
                Ends(type, from, to, isComplete);
                json.WriteString("scope", "build");
            });
        }
    }

    public static void Verified(Utf8JsonWriter json, Digest content) => Verified(json, SourceMaterial.Sha256, content.Hash);

    /// <summary>SPDX has a name for SHA-256 of a file and none for in-toto's hash of a folder.</summary>
    public static void Verified(Utf8JsonWriter json, string algorithm, string hash)
    {
        json.WriteStartArray("verifiedUsing");
        json.WriteStartObject();
        json.WriteString("type", "Hash");
        json.WriteString("algorithm", algorithm == SourceMaterial.Sha256 ? "sha256" : "other");
        json.WriteString("hashValue", hash);
        if (algorithm != SourceMaterial.Sha256)
        {
            json.WriteString("comment", $"{algorithm}, as in in-toto's DigestSet");
        }

        json.WriteEndObject();
        json.WriteEndArray();
    }

    private void Ends(string type, string from, IReadOnlyList<string> to, bool isComplete = true)
    {
        json.WriteString("relationshipType", type);
        json.WriteString("from", from);
        json.WriteStrings("to", to);
        json.WriteString("completeness", isComplete ? "complete" : "incomplete");
    }
}

using System.Text.Json;
using OpenLinux.Oci;
using OpenLinux.Oci.Naming;
using OpenLinux.Signing.Json;

namespace OpenLinux.Signing.Statements;

/// <summary>An in-toto Statement v1 (attestation/spec/v1/statement.md): something that is said of images, by their digests.</summary>
/// <param name="Content">As it is signed, byte for byte.</param>
/// <param name="PredicateType">What kind of thing is said.</param>
/// <param name="Subjects">Those of its subjects that have a SHA-256.</param>
/// <param name="Predicate">What is said; an empty object where nothing is.</param>
public sealed record Statement(ReadOnlyMemory<byte> Content, string PredicateType, IReadOnlyList<OciDigest> Subjects, JsonElement Predicate)
{
    /// <summary>The media type that an envelope has for it.</summary>
    public const string MediaType = "application/vnd.in-toto+json";

    /// <summary>What <c>cosign sign</c> says of an image: that it is signed, and nothing more.</summary>
    public const string Signature = "https://sigstore.dev/cosign/sign/v1";

    private const string Type = "https://in-toto.io/Statement/v1";

    private static readonly string[] SubjectMembers = ["name", "uri", "digest", "content", "downloadLocation", "mediaType", "annotations"];

    /// <summary>That an image is signed, in cosign's words.</summary>
    public static byte[] OfSigned(OciDigest image) => OciJson.Write(json =>
    {
        json.WriteString("_type", Type);
        json.WriteStartArray("subject");
        json.WriteStartObject();
        json.WriteStartObject("digest");
        json.WriteString("sha256", image.Hash);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteString("predicateType", Signature);
        json.WriteStartObject("predicate");
        json.WriteEndObject();
    });

    /// <exception cref="FormatException">It is none, or has what none has: others would not read it.</exception>
    public static Statement Read(ReadOnlyMemory<byte> content)
    {
        var statement = StrictJson.Parse(content);
        statement.Only("the statement", "_type", "subject", "predicateType", "predicate");
        if (statement.RequiredText("_type") != Type)
        {
            throw new FormatException("it is a statement of another version");
        }

        return new Statement(
            content,
            statement.RequiredText("predicateType"),
            [.. statement.Required("subject", JsonValueKind.Array).EnumerateArray().Select(DigestOf).OfType<OciDigest>()],
            statement.Required("predicate", JsonValueKind.Object));
    }

    private static OciDigest? DigestOf(JsonElement subject)
    {
        if (subject.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("a subject is no object");
        }

        subject.Only("a subject", SubjectMembers);
        var digests = subject.Required("digest", JsonValueKind.Object);
        return digests.TryGetProperty("sha256", out _)
            ? OciDigest.TryParse($"sha256:{digests.RequiredText("sha256")}", out var digest) ? digest : throw new FormatException("a subject's SHA-256 is none")
            : null;
    }
}

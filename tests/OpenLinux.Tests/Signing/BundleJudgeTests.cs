using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenLinux.Oci.Naming;
using OpenLinux.Signing.Bundles;
using OpenLinux.Signing.Keys;
using OpenLinux.Signing.Signatures;
using OpenLinux.Signing.Statements;
using OpenLinux.TestKit.Signing;

namespace OpenLinux.Tests.Signing;

/// <summary>What a bundle is worth.</summary>
public sealed class BundleJudgeTests : IDisposable
{
    private static readonly OciDigest Image = CosignSample.Image;
    private static readonly OciDigest Other = new(new string('0', 64));

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly SigningKey key = SampleKey.New(SampleKey.P256).Open();

    public void Dispose() => key.Dispose();

    [Theory]
    [InlineData(SampleKey.Ed25519)]
    [InlineData(SampleKey.P256)]
    public void What_the_key_has_signed_of_the_image_is_valid(string algorithm)
    {
        var sample = SampleKey.New(algorithm);
        using var signer = sample.Open();

        Judge(BundleSigner.Sign(Statement.OfSigned(Image), signer), sample.OpenPublic())
            .Should().BeOfType<BundleVerdict.Valid>().Which.Statement.PredicateType.Should().Be(Statement.Signature);
    }

    [Fact]
    public void What_cosign_has_signed_is_valid() =>
        Judge(Encoding.UTF8.GetBytes(CosignSample.Bundle), SampleKey.Reference(CosignSample.PublicKey).OpenPublic()).Should().BeOfType<BundleVerdict.Valid>();

    [Theory]
    [InlineData(SampleKey.Ed25519)]
    [InlineData(SampleKey.P256)]
    public void Whatever_bit_is_flipped_it_is_not(string algorithm)
    {
        using var signer = SampleKey.New(algorithm).Open();
        var bundle = BundleSigner.Sign(Statement.OfSigned(Image), signer);
        var judge = new BundleJudge(signer.Verification);

        for (var bit = 0; bit < bundle.Length * 8; bit++)
        {
            bundle[bit / 8] ^= (byte)(1 << (bit % 8));
            judge.Judge(bundle, Image).Should().NotBeOfType<BundleVerdict.Valid>("bit {0} is flipped: {1}", bit, Encoding.UTF8.GetString(bundle));
            bundle[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        judge.Judge(bundle, Image).Should().BeOfType<BundleVerdict.Valid>();
    }

    [Theory]
    [InlineData(SampleKey.Ed25519)]
    [InlineData(SampleKey.P256)]
    public void A_signature_that_is_cut_or_lengthened_is_none(string algorithm)
    {
        using var signer = SampleKey.New(algorithm).Open();
        var statement = Statement.OfSigned(Image);
        var signature = signer.Sign(DsseEnvelope.PreAuthEncoding(Statement.MediaType, statement));

        foreach (var forged in new[] { [], signature[..^1], signature[1..], [.. signature, 0], new byte[signature.Length] })
        {
            Judge(new SigstoreBundle(signer.Verification.Fingerprint, new DsseEnvelope(statement, Statement.MediaType, forged)).ToJson(), signer.Verification)
                .Should().BeOfType<BundleVerdict.Damaged>();
        }
    }

    [Fact]
    public void Another_key_is_told_by_its_fingerprint()
    {
        using var other = SampleKey.New(SampleKey.Ed25519).Open();

        Judge(BundleSigner.Sign(Statement.OfSigned(Image), other)).Should().Be(new BundleVerdict.ByAnotherKey(other.Verification.Fingerprint));
    }

    [Fact]
    public void Who_only_says_that_he_is_the_key_has_not_signed()
    {
        using var other = SampleKey.New(SampleKey.P256).Open();
        var statement = Statement.OfSigned(Image);
        var signature = other.Sign(DsseEnvelope.PreAuthEncoding(Statement.MediaType, statement));

        Judge(new SigstoreBundle(key.Verification.Fingerprint, new DsseEnvelope(statement, Statement.MediaType, signature)).ToJson())
            .Should().BeOfType<BundleVerdict.Damaged>();
    }

    [Fact]
    public void A_signature_of_another_image_is_no_signature_of_this_one() =>
        Judge(BundleSigner.Sign(Statement.OfSigned(Other), key)).Should().BeOfType<BundleVerdict.OfAnotherImage>().Which.Statement.Subjects.Should().Equal(Other);

    [Fact]
    public void What_is_signed_and_is_no_statement_is_damage()
    {
        var payload = Statement.OfSigned(Image);
        const string type = "application/json";

        Judge(new SigstoreBundle(key.Verification.Fingerprint, new DsseEnvelope(payload, type, key.Sign(DsseEnvelope.PreAuthEncoding(type, payload)))).ToJson())
            .Should().BeOfType<BundleVerdict.Damaged>();
    }

    public static TheoryData<string, string> Statements => new()
    {
        { "an unknown member", """{"_type":"https://in-toto.io/Statement/v1","subject":[],"predicateType":"x","predicate":{},"more":1}""" },
        { "one of an earlier version", """{"_type":"https://in-toto.io/Statement/v0.1","subject":[],"predicateType":"x","predicate":{}}""" },
        { "a member twice", """{"_type":"https://in-toto.io/Statement/v1","subject":[],"predicateType":"x","predicateType":"x","predicate":{}}""" },
        { "a predicate that is a text", """{"_type":"https://in-toto.io/Statement/v1","subject":[],"predicateType":"x","predicate":"x"}""" },
        { "no JSON", "x" },
    };

    [Theory]
    [MemberData(nameof(Statements))]
    public void A_statement_that_others_do_not_read_is_damage_however_well_it_is_signed(string what, string statement) =>
        Judge(BundleSigner.Sign(Encoding.UTF8.GetBytes(statement), key)).Should().BeOfType<BundleVerdict.Damaged>(what);

    public static TheoryData<string, Action<JsonObject>> Changes => new()
    {
        { "a member more", bundle => bundle["more"] = 1 },
        { "a member more in the envelope", bundle => bundle["dsseEnvelope"]!["more"] = 1 },
        { "a member more in the material", bundle => bundle["verificationMaterial"]!["more"] = 1 },
        { "a member more in the key", bundle => bundle["verificationMaterial"]!["publicKey"]!["rawBytes"] = "" },
        { "a member more in the signature", bundle => bundle["dsseEnvelope"]!["signatures"]![0]!["more"] = 1 },
        { "no signature", bundle => bundle["dsseEnvelope"]!["signatures"] = new JsonArray() },
        { "two signatures", bundle => bundle["dsseEnvelope"]!["signatures"]!.AsArray().Add(bundle["dsseEnvelope"]!["signatures"]![0]!.DeepClone()) },
        { "a signature that is none", bundle => bundle["dsseEnvelope"]!["signatures"]![0] = "x" },
        { "no envelope", bundle => bundle.Remove("dsseEnvelope") },
        { "no material", bundle => bundle.Remove("verificationMaterial") },
        { "no hint", bundle => bundle["verificationMaterial"]!["publicKey"] = new JsonObject() },
        { "a version to come", bundle => bundle["mediaType"] = "application/vnd.dev.sigstore.bundle.v0.9+json" },
        { "a payload without its padding", bundle => bundle["dsseEnvelope"]!["payload"] = bundle["dsseEnvelope"]!["payload"]!.GetValue<string>() + "=" },
        { "a payload with a blank", bundle => bundle["dsseEnvelope"]!["payload"] = " " + bundle["dsseEnvelope"]!["payload"]!.GetValue<string>() },
    };

    [Theory]
    [MemberData(nameof(Changes), DisableDiscoveryEnumeration = true)]
    public void What_cosign_would_pass_over_is_damage(string what, Action<JsonObject> change) =>
        Judge(Changed(change)).Should().BeOfType<BundleVerdict.Damaged>(what);

    [Theory]
    [InlineData("\"payloadType\":\"application/vnd.in-toto+json\"", "\"payloadType\":\"\\ud800\"")]
    [InlineData("\"payloadType\"", "\"\\ud800\"")]
    [InlineData("\"hint\"", "\"hint\":\"x\",\"hint\"")]
    public void Half_a_character_or_a_member_twice_is_damage(string text, string replacement)
    {
        var bundle = Encoding.UTF8.GetString(Changed(_ => { }));
        bundle.Should().Contain(text);

        Judge(Encoding.UTF8.GetBytes(bundle.Replace(text, replacement, StringComparison.Ordinal))).Should().BeOfType<BundleVerdict.Damaged>();
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("\uFEFF{}")]
    [InlineData("""{"mediaType":1}""")]
    public void What_is_no_bundle_is_damage(string text) => Judge(Encoding.UTF8.GetBytes(text)).Should().BeOfType<BundleVerdict.Damaged>();

    public static TheoryData<string, Action<JsonObject>> OtherKinds => new()
    {
        { "by a certificate", bundle => bundle["verificationMaterial"] = new JsonObject { ["certificate"] = new JsonObject { ["rawBytes"] = "" }, ["tlogEntries"] = new JsonArray() } },
        { "of a plain message", bundle => bundle["messageSignature"] = new JsonObject() },
        { "of version 0.2", bundle => bundle["mediaType"] = "application/vnd.dev.sigstore.bundle+json;version=0.2" },
    };

    [Theory]
    [MemberData(nameof(OtherKinds), DisableDiscoveryEnumeration = true)]
    public void What_a_key_alone_cannot_verify_is_somebody_elses(string what, Action<JsonObject> change) =>
        Judge(Changed(change)).Should().BeOfType<BundleVerdict.OfAnotherKind>(what);

    public static TheoryData<string, Action<JsonObject>> Additions => new()
    {
        { "entries of a log", bundle => bundle["verificationMaterial"]!["tlogEntries"] = new JsonArray(new JsonObject()) },
        { "a timestamp", bundle => bundle["verificationMaterial"]!["timestampVerificationData"] = new JsonObject() },
        { "an empty keyid, as sigstore-js writes it", bundle => bundle["dsseEnvelope"]!["signatures"]![0]!["keyid"] = "" },
    };

    [Theory]
    [MemberData(nameof(Additions), DisableDiscoveryEnumeration = true)]
    public void What_others_may_add_does_no_harm(string what, Action<JsonObject> change) =>
        Judge(Changed(change)).Should().BeOfType<BundleVerdict.Valid>(what);

    private BundleVerdict Judge(byte[] bundle, VerificationKey? by = null) => new BundleJudge(by ?? key.Verification).Judge(bundle, Image);

    private byte[] Changed(Action<JsonObject> change)
    {
        var bundle = JsonNode.Parse(BundleSigner.Sign(Statement.OfSigned(Image), key))!.AsObject();
        change(bundle);
        return Encoding.UTF8.GetBytes(bundle.ToJsonString(Plain));
    }
}

using System.Text;
using System.Text.Json;
using OpenLinux.Oci.Naming;
using OpenLinux.Signing.Signatures;
using OpenLinux.Signing.Statements;
using OpenLinux.TestKit.Signing;

namespace OpenLinux.Tests.Signing;

/// <summary>The form of what is attached, which cosign reads or passes over without a word.</summary>
public sealed class SigstoreBundleTests
{
    /// <summary>The first key of RFC 8032, 7.1. What stands in the bundle was made with openssl: <c>pkeyutl -sign -rawin</c>, <c>sha256sum</c>, <c>base64</c>.</summary>
    [Fact]
    public void A_bundle_is_this_to_the_byte()
    {
        const string key = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n-----END PRIVATE KEY-----\n";
        const string statement =
            "eyJfdHlwZSI6Imh0dHBzOi8vaW4tdG90by5pby9TdGF0ZW1lbnQvdjEiLCJzdWJqZWN0IjpbeyJkaWdlc3QiOnsic2hhMjU2IjoiMmQzZDQwNTUzNDk4YjhhOTM5NWYyYzE0"
            + "MTA2NWVkNTA1N2FkNGM2MmVjZDZhNDk5ZjQ3NjlhOTU0ODA3ZmYxMiJ9fV0sInByZWRpY2F0ZVR5cGUiOiJodHRwczovL3NpZ3N0b3JlLmRldi9jb3NpZ24vc2lnbi92MSIs"
            + "InByZWRpY2F0ZSI6e319";
        using var signer = SampleKey.Reference(key).OpenPrivate();

        var bundle = BundleSigner.Sign(Statement.OfSigned(CosignSample.Image), signer);

        Encoding.UTF8.GetString(bundle).Should().Be(
            """{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json","verificationMaterial":{"publicKey":{"hint":"BuP9j9opu2CrWVV95h7bCuzbIxE0vjDnW0Vfjht5L6k="}},"""
            + "\"dsseEnvelope\":{\"payload\":\"" + statement + """
                ","payloadType":"application/vnd.in-toto+json","signatures":[{"sig":"JTdgdfEiNQTfKAvd1KI6+toTolER/xbJq/cKY3p29Cp7SZubsKvoXa6hFUDQE8FqKqr/UXe8HBCe4dg6cm4yCA=="}]}}
                """);
    }

    [Fact]
    public void It_has_the_members_of_cosigns_own()
    {
        using var signer = SampleKey.New(SampleKey.P256).Open();
        using var ours = JsonDocument.Parse(BundleSigner.Sign(Statement.OfSigned(CosignSample.Image), signer));
        using var theirs = JsonDocument.Parse(CosignSample.Bundle);

        Members(ours.RootElement).Should().Equal(Members(theirs.RootElement));
        ours.RootElement.GetProperty("dsseEnvelope").GetProperty("signatures").GetArrayLength().Should().Be(1);
    }

    [Fact]
    public void A_signature_by_ECDSA_is_in_DER()
    {
        using var signer = SampleKey.New(SampleKey.P256).Open();
        using var bundle = JsonDocument.Parse(BundleSigner.Sign(Statement.OfSigned(CosignSample.Image), signer));

        var signature = bundle.RootElement.GetProperty("dsseEnvelope").GetProperty("signatures")[0].GetProperty("sig").GetBytesFromBase64();

        signature[0].Should().Be(0x30, "it is a SEQUENCE");
        signature[1].Should().Be((byte)(signature.Length - 2));
        signature[2].Should().Be(0x02, "of INTEGERs");
    }

    [Fact]
    public void By_Ed25519_the_same_is_signed_in_the_same_way_each_time()
    {
        using var signer = SampleKey.New(SampleKey.Ed25519).Open();

        BundleSigner.Sign(Statement.OfSigned(CosignSample.Image), signer).Should().Equal(BundleSigner.Sign(Statement.OfSigned(CosignSample.Image), signer));
    }

    [Fact]
    public void A_statement_names_its_subject_by_its_digest_alone()
    {
        var statement = Statement.Read(Statement.OfSigned(CosignSample.Image));

        statement.PredicateType.Should().Be("https://sigstore.dev/cosign/sign/v1");
        statement.Subjects.Should().Equal(CosignSample.Image);
        statement.Predicate.EnumerateObject().Should().BeEmpty();
    }

    [Fact]
    public void A_subject_without_a_SHA_256_is_none_of_ours() =>
        Read("""[{"name":"x","digest":{"sha512":"ab"}},{"digest":{"sha256":"2d3d40553498b8a9395f2c141065ed5057ad4c62ecd6a499f4769a954807ff12","sha1":"x"}}]""")
            .Subjects.Should().Equal(CosignSample.Image);

    [Theory]
    [InlineData("""[{"digest":{"sha256":"2D3D40553498B8A9395F2C141065ED5057AD4C62ECD6A499F4769A954807FF12"}}]""")]
    [InlineData("""[{"digest":{"sha256":1}}]""")]
    [InlineData("""[{"digest":[]}]""")]
    [InlineData("""[{"name":"x"}]""")]
    [InlineData("""["x"]""")]
    [InlineData("{}")]
    [InlineData("""[{"digest":{},"colour":"red"}]""")]
    public void What_is_no_subject_to_others_is_none(string subjects)
    {
        var read = () => Read(subjects);

        read.Should().Throw<FormatException>();
    }

    private static Statement Read(string subjects) => Statement.Read(Encoding.UTF8.GetBytes(
        $$"""{"_type":"https://in-toto.io/Statement/v1","predicate":{},"subject":{{subjects}},"predicateType":"x"}"""));

    private static IEnumerable<string> Members(JsonElement element, string path = "") => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Members(member.Value, $"{path}/{member.Name}")),
        JsonValueKind.Array => element.EnumerateArray().SelectMany((item, index) => Members(item, $"{path}/{index}")),
        _ => [$"{path}: {element.ValueKind}"],
    };
}

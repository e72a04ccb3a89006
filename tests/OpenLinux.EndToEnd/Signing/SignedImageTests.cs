using System.Text;
using OpenLinux.Common.Errors;
using OpenLinux.Engine.Content;
using OpenLinux.Oci;
using OpenLinux.Oci.Naming;
using OpenLinux.Papers.Provenance;
using OpenLinux.Registry;
using OpenLinux.Registry.Content;
using OpenLinux.Signing;
using OpenLinux.Signing.Signatures;
using OpenLinux.Signing.Statements;
using OpenLinux.TestKit.Http;
using OpenLinux.TestKit.Papers;
using OpenLinux.TestKit.Registry;
using OpenLinux.TestKit.Signing;

namespace OpenLinux.EndToEnd.Signing;

/// <summary>Signatures on a real registry, by this build, by sigstore-js and by cosign.</summary>
public sealed class SignedImageTests(LocalRegistry registry) : IClassFixture<LocalRegistry>
{
    [Theory]
    [InlineData(SampleKey.Ed25519)]
    [InlineData(SampleKey.P256)]
    public async Task What_is_signed_here_is_verified_by_others_and_by_us(string algorithm)
    {
        var key = SampleKey.New(algorithm);
        using var signer = key.Open();
        using var bench = await SigningBench.PushedAsync(registry.Host);

        (await bench.SignAsync(signer, Provenance(bench.Digest))).Should().BeTrue();

        (await bench.VerifyAsync(key.OpenPublic())).Should().Equal(
            $"Image       {bench.Reference.Qualified}",
            $"Digest      {bench.Digest}",
            $"Signed by   cosign.pub, the {algorithm} key {signer.Verification.Fingerprint}",
            $"Provenance  built by {Runs.Whole.Builder} of commit {Runs.Whole.Commit}, git+{Runs.Whole.Repository}@{Runs.Whole.Commit}");
        SigstoreJs.Verify(key.PublicPem, bench.Digest, await bench.Listed.BundlesAsync()).Should().Equal(Statement.Signature, ProvenanceWriter.PredicateType);
        Cosign.Verify(key.PublicPem, bench.ByDigest).Should().Match<(int ExitCode, string Output)>(said => said.ExitCode == 0 && said.Output.Contains(bench.Digest.ToString()));
        Cosign.VerifyProvenance(key.PublicPem, bench.ByDigest).Should().Match<(int ExitCode, string Output)>(said => said.ExitCode == 0 && said.Output.Contains("payload"));
    }

    [Theory]
    [InlineData(SampleKey.Ed25519)]
    [InlineData(SampleKey.P256)]
    public async Task One_flipped_byte_is_refused_by_everybody(string algorithm)
    {
        var key = SampleKey.New(algorithm);
        using var signer = key.Open();
        using var bench = await SigningBench.PushedAsync(registry.Host);
        await bench.SignAsync(signer);
        var bundle = (await bench.Listed.BundlesAsync()).Single();
        bundle[Encoding.UTF8.GetString(bundle).IndexOf("\"payload\":\"", StringComparison.Ordinal) + 100] ^= 1;

        await bench.Listed.ReplaceAsync(bench.Bench, bench.Image.Document, (Statement.Signature, bundle));

        (await bench.RefusalAsync(key.OpenPublic())).Code.Should().Be(SigningErrors.SignatureDamaged);
        SigstoreJs.Try(key.PublicPem, bench.Digest, bundle).ExitCode.Should().NotBe(0);
        Cosign.Verify(key.PublicPem, bench.ByDigest).ExitCode.Should().NotBe(0);
    }

    [Theory]
    [InlineData(SampleKey.Ed25519)]
    [InlineData(SampleKey.P256)]
    public async Task Another_key_is_refused_by_everybody(string algorithm)
    {
        using var signer = SampleKey.New(algorithm).Open();
        var other = SampleKey.New(algorithm);
        using var bench = await SigningBench.PushedAsync(registry.Host);
        await bench.SignAsync(signer);

        var refusal = await bench.RefusalAsync(other.OpenPublic());

        refusal.Code.Should().Be(SigningErrors.SignedByAnother);
        refusal.Cause.Should().Contain(signer.Verification.Fingerprint).And.Contain(other.OpenPublic().Fingerprint);
        SigstoreJs.Try(other.PublicPem, bench.Digest, await bench.Listed.BundlesAsync()).ExitCode.Should().NotBe(0);
        Cosign.Verify(other.PublicPem, bench.ByDigest).ExitCode.Should().NotBe(0);
    }

    [Fact]
    public async Task No_signature_is_refused()
    {
        var key = SampleKey.New(SampleKey.P256);
        using var bench = await SigningBench.PushedAsync(registry.Host);

        (await bench.RefusalAsync(key.OpenPublic())).Should().Match<BuildException>(refusal => refusal.Code == SigningErrors.NoSignature && refusal.Subject == bench.ByDigest);
        Cosign.Verify(key.PublicPem, bench.ByDigest).ExitCode.Should().NotBe(0);
    }

    [Fact]
    public async Task Provenance_alone_is_no_signature()
    {
        var key = SampleKey.New(SampleKey.P256);
        using var signer = key.Open();
        using var bench = await SigningBench.PushedAsync(registry.Host);
        await bench.Listed.ReplaceAsync(bench.Bench, bench.Image.Document, (ProvenanceWriter.PredicateType, BundleSigner.Sign(Provenance(bench.Digest), signer)));

        (await bench.RefusalAsync(key.OpenPublic())).Code.Should().Be(SigningErrors.NoSignature);
    }

    [Fact]
    public async Task A_signature_of_another_image_is_refused_by_everybody()
    {
        var key = SampleKey.New(SampleKey.P256);
        using var signer = key.Open();
        using var bench = await SigningBench.PushedAsync(registry.Host);
        var elsewhere = new OciDigest(new string('a', 64));

        await bench.Listed.ReplaceAsync(bench.Bench, bench.Image.Document, (Statement.Signature, BundleSigner.Sign(Statement.OfSigned(elsewhere), signer)));

        (await bench.RefusalAsync(key.OpenPublic())).Should().Match<BuildException>(refusal => refusal.Code == SigningErrors.SignatureOfAnother && refusal.Cause.Contains(elsewhere.ToString()));
        SigstoreJs.Try(key.PublicPem, bench.Digest, await bench.Listed.BundlesAsync()).ExitCode.Should().NotBe(0);
        Cosign.Verify(key.PublicPem, bench.ByDigest).ExitCode.Should().NotBe(0);
    }

    [Fact]
    public async Task Provenance_that_was_changed_is_refused_even_where_the_signature_is_good()
    {
        var key = SampleKey.New(SampleKey.Ed25519);
        using var signer = key.Open();
        using var bench = await SigningBench.PushedAsync(registry.Host);
        await bench.SignAsync(signer, Provenance(bench.Digest));
        var bundles = await bench.Listed.BundlesAsync();
        bundles[1][^20] ^= 1;

        await bench.Listed.ReplaceAsync(bench.Bench, bench.Image.Document, (Statement.Signature, bundles[0]), (ProvenanceWriter.PredicateType, bundles[1]));

        (await bench.RefusalAsync(key.OpenPublic())).Code.Should().Be(SigningErrors.SignatureDamaged);
        Cosign.VerifyProvenance(key.PublicPem, bench.ByDigest).ExitCode.Should().NotBe(0);
    }

    [Fact]
    public async Task Where_a_damaged_bundle_lies_beside_a_good_one_the_good_one_counts_and_the_other_is_warned_of()
    {
        var key = SampleKey.New(SampleKey.Ed25519);
        using var signer = key.Open();
        using var bench = await SigningBench.PushedAsync(registry.Host);
        var good = BundleSigner.Sign(Statement.OfSigned(bench.Digest), signer);
        await bench.Listed.ReplaceAsync(bench.Bench, bench.Image.Document, (Statement.Signature, "{}"u8.ToArray()), (Statement.Signature, good));

        (await bench.VerifyAsync(key.OpenPublic()))[^1].Should().Be("Provenance  none attested by this key");

        bench.Bench.Reporter.Warnings.Should().ContainSingle().Which.Should().Contain("beside a valid one");
        Cosign.Verify(key.PublicPem, bench.ByDigest).ExitCode.Should().Be(0);
    }

    [Theory]
    [InlineData(SampleKey.Ed25519)]
    [InlineData(SampleKey.P256)]
    public async Task What_a_key_has_signed_it_does_not_sign_again_and_another_key_does(string algorithm)
    {
        var (one, two) = (SampleKey.New(algorithm), SampleKey.New(algorithm));
        using var first = one.Open();
        using var second = two.Open();
        using var bench = await SigningBench.PushedAsync(registry.Host);
        await bench.SignAsync(first, Provenance(bench.Digest));

        (await bench.SignAsync(first, Provenance(bench.Digest))).Should().BeFalse();
        (await bench.Listed.ManifestsAsync()).Should().HaveCount(2);
        (await bench.SignAsync(second)).Should().BeTrue();

        (await bench.Listed.ManifestsAsync()).Should().HaveCount(3);
        foreach (var key in new[] { one, two })
        {
            (await bench.VerifyAsync(key.OpenPublic())).Should().HaveCount(4);
            Cosign.Verify(key.PublicPem, bench.ByDigest).ExitCode.Should().Be(0);
        }
    }

    [Fact]
    public async Task What_is_attached_has_the_form_that_cosign_gives_it()
    {
        using var signer = SampleKey.New(SampleKey.P256).Open();
        using var bench = await SigningBench.PushedAsync(registry.Host);
        await bench.SignAsync(signer);

        var manifest = (await bench.Listed.ManifestsAsync()).Should().ContainSingle().Which;

        manifest.Text("artifactType").Should().Be("application/vnd.dev.sigstore.bundle.v0.3+json");
        manifest.GetProperty("config").Text("mediaType").Should().Be("application/vnd.oci.empty.v1+json");
        manifest.GetProperty("config").Text("digest").Should().Be("sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
        manifest.Items("layers").Should().ContainSingle().Which.Text("mediaType").Should().Be("application/vnd.dev.sigstore.bundle.v0.3+json");
        manifest.GetProperty("subject").Text("digest").Should().Be(bench.Digest.ToString());
        manifest.GetProperty("annotations").EnumerateObject().Select(annotation => (annotation.Name, annotation.Value.GetString())).Should().BeEquivalentTo(
            [("dev.sigstore.bundle.content", "dsse-envelope"), ("dev.sigstore.bundle.predicateType", "https://sigstore.dev/cosign/sign/v1")], "there is no clock in it");
    }

    [Fact]
    public async Task What_cosign_has_signed_is_verified_and_not_signed_again()
    {
        using var signer = SampleKey.Reference(CosignSample.PrivateKey, ("COSIGN_PASSWORD", CosignSample.Password)).OpenPrivate();
        using var bench = await SigningBench.PushedAsync(registry.Host);

        Cosign.Sign(CosignSample.PrivateKey, CosignSample.Password, bench.ByDigest).Should().Match<(int ExitCode, string Output)>(said => said.ExitCode == 0);

        (await bench.VerifyAsync(signer.Verification)).Should().Contain(line => line.StartsWith("Signed by   cosign.pub, the ECDSA P-256 key", StringComparison.Ordinal));
        (await bench.SignAsync(signer)).Should().BeFalse();
    }

    [Fact]
    public async Task An_index_is_signed_as_one_and_each_of_its_images_has_its_provenance()
    {
        var key = SampleKey.New(SampleKey.P256);
        using var signer = key.Open();
        var (amd64, arm64) = (SampleContent.Image(1000), SampleContent.Image(2000));
        using var bench = await SigningBench.PushedAsync(registry.Host, SampleContent.Index(amd64, arm64));
        await bench.SignAsync(signer, amd64, Provenance(amd64.Digest.ToOci()));
        (await bench.RefusalAsync(key.OpenPublic())).Code.Should().Be(SigningErrors.NoSignature, "the index itself is not signed yet");

        await bench.SignAsync(signer);

        var lines = await bench.VerifyAsync(key.OpenPublic());
        lines[1].Should().Be($"Digest      {bench.Digest}");
        lines[3].Should().StartWith("Provenance  built by ").And.Contain(amd64.Digest.ToOci().ToString());
        lines[4].Should().StartWith("Provenance  none attested by this key").And.Contain(arm64.Digest.ToOci().ToString());
        Cosign.Verify(key.PublicPem, bench.ByDigest).ExitCode.Should().Be(0);
        Cosign.Verify(key.PublicPem, $"{bench.Reference.Repository}@{amd64.Digest.ToOci()}").ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task A_registry_that_keeps_the_list_of_referrers_gets_no_tag()
    {
        using var conforming = new ConformingRegistry();
        var key = SampleKey.New(SampleKey.Ed25519);
        using var signer = key.Open();
        using var bench = await SigningBench.PushedAsync(conforming.Host);

        await bench.SignAsync(signer, Provenance(bench.Digest));
        (await bench.SignAsync(signer, Provenance(bench.Digest))).Should().BeFalse();

        conforming.Manifests.Keys.Should().NotContain(bench.Digest.ToString().Replace(':', '-')).And.HaveCount(4, "of image, tag, signature and attestation");
        (await bench.VerifyAsync(key.OpenPublic())).Should().HaveCount(4);
        SigstoreJs.Verify(key.PublicPem, bench.Digest, await bench.Listed.BundlesAsync()).Should().BeEquivalentTo(Statement.Signature, ProvenanceWriter.PredicateType);
        Cosign.Verify(key.PublicPem, bench.ByDigest).ExitCode.Should().Be(0);
        Cosign.VerifyProvenance(key.PublicPem, bench.ByDigest).ExitCode.Should().Be(0);
    }

    [Theory]
    [InlineData("/manifests/sha256:")]
    [InlineData("/blobs/sha256:")]
    public async Task A_registry_that_sends_something_else_than_it_is_asked_for_is_found_out(string resource)
    {
        var isLying = false;
        using var lying = new ConformingRegistry(context => isLying && context.Request.Url!.AbsolutePath.Contains(resource, StringComparison.Ordinal)
            && Answers.For("GET", get => HttpService.Answer(get, 200, "{}"u8.ToArray()))(context));
        var key = SampleKey.New(SampleKey.Ed25519);
        using var signer = key.Open();
        using var bench = await SigningBench.PushedAsync(lying.Host);
        await bench.SignAsync(signer);
        isLying = true;

        (await bench.RefusalAsync(key.OpenPublic())).Code.Should().Be(RegistryErrors.ContentDamaged);
    }

    [Fact]
    public async Task An_image_that_is_not_there_is_told()
    {
        using var bench = new SigningBench(registry.Host, "signed/nothing");

        (await bench.RefusalAsync(SampleKey.New(SampleKey.P256).OpenPublic())).Should().Match<BuildException>(refusal => refusal.Code == RegistryErrors.ImageUnknown && refusal.Subject == bench.Reference.Qualified);
    }

    [Fact]
    public async Task What_a_registry_has_lost_is_no_signature()
    {
        var isLost = false;
        using var losing = new ConformingRegistry(context => isLost && context.Request.Url!.AbsolutePath.Contains("/blobs/", StringComparison.Ordinal)
            && Answers.For("GET", get => HttpService.Answer(get, 404))(context));
        var key = SampleKey.New(SampleKey.Ed25519);
        using var signer = key.Open();
        using var bench = await SigningBench.PushedAsync(losing.Host);
        await bench.SignAsync(signer);
        isLost = true;

        (await bench.RefusalAsync(key.OpenPublic())).Should().Match<BuildException>(refusal => refusal.Code == SigningErrors.SignatureDamaged && refusal.Cause.Contains("has lost it"));
    }

    private static byte[] Provenance(OciDigest image) => ProvenanceWriter.OfImage(
        [new ProvenanceSubject("openlinux", new Digest(image.Hash, 0), MediaTypes.Manifest)], Bills.Whole, Runs.Whole, Runs.Sboms);
}

using OpenLinux.Oci.Naming;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Checkouts;
using OpenLinux.TestKit.Http;
using OpenLinux.TestKit.Registry;
using OpenLinux.TestKit.Signing;

namespace OpenLinux.EndToEnd;

/// <summary>From source to a signed image on a real registry, by the command line.</summary>
[Collection(ArtifactGroup.Name)]
public sealed class SigningTests(BuiltFixture built) : IDisposable
{
    private const string DigestFile = "build/x86_64/openlinux-1.0.0-alpha-x86_64.digest";

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(SampleKey.Ed25519)]
    [InlineData(SampleKey.P256)]
    public async Task A_push_is_signed_once_and_verified_by_others_and_by_us(string algorithm)
    {
        using var registry = new LocalRegistry();
        await using var checkout = await built.NewCheckoutAsync();
        var key = SampleKey.New(algorithm);
        string[] push = ["--target=Push", "--arch=x86_64", $"--push={registry.Host}/me/openlinux:1", "--push-papers", $"--sign={KeyFile(key)}", "--verbosity=verbose"];

        (await checkout.RunAsync(NoDaemon(), push)).Succeeded().LineOf("Push").Should().Contain("signed by ").And.Contain("with its provenance");
        (await checkout.RunAsync(NoDaemon(), push)).Succeeded().LineOf("Push").Should().Contain("cached:").And.Contain("signed before by ");

        var pushed = checkout.ReadAll(DigestFile).Trim();
        var verified = (await VerifyAsync(checkout, key, $"{registry.Host}/me/openlinux:1")).Succeeded().Stdout;
        verified.Should().Contain(pushed.Split('@')[1]).And.Contain($"{algorithm} key ").And.Contain($"of commit {await checkout.CommitHashAsync()}");
        Cosign.Verify(key.PublicPem, pushed).ExitCode.Should().Be(0);
        Cosign.VerifyProvenance(key.PublicPem, pushed).ExitCode.Should().Be(0);
        using var listed = new ListedReferrers(registry.Host, "me/openlinux", OciDigest.Parse(pushed.Split('@')[1]));
        var bundles = (await listed.ManifestsAsync()).Where(manifest => manifest.GetProperty("artifactType").GetString()!.Contains("sigstore", StringComparison.Ordinal)).ToList();
        bundles.Should().HaveCount(2, "the papers are there as well, and nothing is signed twice");

        (await VerifyAsync(checkout, SampleKey.New(algorithm), pushed)).FailedWith("OL812").ExitCode.Should().Be(1);
    }

    [Fact]
    public async Task Of_several_architectures_the_index_and_each_image_are_signed()
    {
        using var registry = new LocalRegistry();
        await using var checkout = await built.NewCheckoutAsync();
        var key = new SampleKey(CosignSample.PrivateKey, CosignSample.PublicKey);

        (await checkout.RunAsync(
            NoDaemon(("RELEASE_KEY", key.PrivatePem), ("COSIGN_PASSWORD", CosignSample.Password)),
            "--target=Push", "--arch=all", $"--push={registry.Host}/me/openlinux:1", "--push-papers", "--sign=env://RELEASE_KEY")).Succeeded();

        var images = new[] { "all/openlinux-1.0.0-alpha", "x86_64/openlinux-1.0.0-alpha-x86_64", "aarch64/openlinux-1.0.0-alpha-aarch64" }
            .Select(name => checkout.ReadAll($"build/{name}.digest").Trim()).ToList();
        foreach (var image in images)
        {
            Cosign.Verify(key.PublicPem, image).ExitCode.Should().Be(0);
        }

        Cosign.VerifyProvenance(key.PublicPem, images[1]).ExitCode.Should().Be(0);
        Cosign.VerifyProvenance(key.PublicPem, images[2]).ExitCode.Should().Be(0);
        (await VerifyAsync(checkout, key, $"{registry.Host}/me/openlinux:1")).Succeeded().Stdout.Split('\n')
            .Where(line => line.StartsWith("Provenance  built by ", StringComparison.Ordinal)).Should().HaveCount(2);
    }

    [Theory]
    [InlineData(SampleKey.Ed25519)]
    [InlineData(SampleKey.P256)]
    public async Task A_key_on_a_token_signs(string algorithm)
    {
        using var registry = new LocalRegistry();
        using var token = new SoftToken();
        await using var checkout = await built.NewCheckoutAsync();
        var key = SampleKey.New(algorithm);
        string[] push = ["--target=Push", "--arch=x86_64", $"--push={registry.Host}/me/openlinux:1", $"--sign={token.Import(key, "release", "01")}"];

        (await checkout.RunAsync(NoDaemon(token.Variable), push)).FailedWith("OL803").Stderr.Should().Contain("OPENLINUX_SIGN_PASSWORD");
        (await checkout.RunAsync(NoDaemon(token.Variable, ("COSIGN_PKCS11_PIN", "12345")), push)).FailedWith("OL803");
        (await checkout.RunAsync(NoDaemon(token.Variable, ("OPENLINUX_SIGN_PASSWORD", SoftToken.Pin)), [.. push[..3], push[3].Replace("object=release", "object=other", StringComparison.Ordinal)]))
            .FailedWith("OL804").Stderr.Should().Contain("no such private key");
        Directory.Exists(checkout.PathOf("build")).Should().BeFalse("all of this is known before anything is built");

        (await checkout.RunAsync(NoDaemon(token.Variable, ("OPENLINUX_SIGN_PASSWORD", SoftToken.Pin)), push)).Succeeded().LineOf("Push").Should().Contain($"signed by {algorithm} key");

        var pushed = checkout.ReadAll(DigestFile).Trim();
        (await VerifyAsync(checkout, key, pushed)).Succeeded();
        Cosign.Verify(key.PublicPem, pushed).ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task An_image_that_cannot_be_signed_is_pushed_and_the_next_run_signs_it()
    {
        var isClosed = true;
        using var registry = new ConformingRegistry(context => isClosed && context.Request.Url!.AbsolutePath.Contains("/referrers/", StringComparison.Ordinal)
            && Answers.For("GET", get => HttpService.Answer(get, 403, """{"errors":[{"code":"DENIED","message":"not for you"}]}"""u8.ToArray()))(context));
        await using var checkout = await built.NewCheckoutAsync();
        var key = SampleKey.New(SampleKey.P256);
        string[] push = ["--target=Push", "--arch=x86_64", $"--push={registry.Host}/me/openlinux:1", $"--sign={KeyFile(key)}"];

        var failure = (await checkout.RunAsync(NoDaemon(), push)).FailedWith("OL805");

        var pushed = checkout.ReadAll(DigestFile).Trim();
        failure.Stderr.Should().Contain($"pushed, but not signed: {pushed}").And.Contain("not for you").And.Contain("the same command again");
        registry.Manifests.Should().ContainKeys("1", pushed.Split('@')[1]);
        isClosed = false;
        (await VerifyAsync(checkout, key, pushed)).FailedWith("OL811");
        (await checkout.RunAsync(NoDaemon(), push)).Succeeded();
        (await VerifyAsync(checkout, key, pushed)).Succeeded();
    }

    [Fact]
    public async Task Neither_key_nor_password_is_left_anywhere()
    {
        using var registry = new LocalRegistry();
        await using var checkout = await built.NewCheckoutAsync();
        var secrets = NoDaemon(("RELEASE_KEY", CosignSample.PrivateKey), ("COSIGN_PASSWORD", "pw"), ("OPENLINUX_SIGN_PASSWORD", CosignSample.Password));
        string[] push = ["--target=Push", "--arch=x86_64", $"--push={registry.Host}/me/openlinux:1", "--push-papers"];

        var signed = (await checkout.RunAsync(secrets, [.. push, "--sign=env://RELEASE_KEY", "--verbosity=diagnostic", $"--profile={folder.PathOf("trace.json")}"])).Succeeded();
        await checkout.RememberAsync(secrets, "--target=Rootfs", "--arch=x86_64");

        var line = CosignSample.PrivateKey.Split('\n')[3];
        signed.All.Should().NotContain(line);
        foreach (var place in new[] { checkout.Root, built.Cache, folder.Path })
        {
            var (exitCode, found, _) = Tool.Try("grep", ["-rlaF", "-e", line, "-e", "COSIGN_PASSWORD=", "-e", "OPENLINUX_SIGN_PASSWORD=", place]);
            exitCode.Should().Be(1, "grep finds nothing; it found {0}", found);
        }
    }

    [Theory]
    [InlineData("OL801", "nothing.key")]
    [InlineData("OL801", "env://NOTHING")]
    [InlineData("OL804", "pkcs11:object=x?module-path=/nonexistent.so")]
    public async Task A_key_that_is_not_there_is_known_before_anything_is_built(string code, string key)
    {
        await using var checkout = await built.NewCheckoutAsync();

        (await checkout.RunAsync(NoDaemon(), "--target=Push", "--arch=x86_64", "--push=127.0.0.1:9/me/openlinux", $"--sign={key}")).FailedWith(code);

        Directory.Exists(checkout.PathOf("build")).Should().BeFalse();
    }

    [Fact]
    public async Task A_registry_that_is_not_there_verifies_nothing()
    {
        await using var checkout = await built.NewCheckoutAsync();

        (await VerifyAsync(checkout, SampleKey.New(SampleKey.Ed25519), "127.0.0.1:9/me/openlinux:1")).FailedWith("OL601").ExitCode.Should().Be(1);

        Directory.Exists(checkout.PathOf(".cache")).Should().BeFalse("it builds nothing");
    }

    [Fact]
    public async Task What_is_no_reference_or_no_key_is_a_mistake_of_the_command_line()
    {
        await using var checkout = await built.NewCheckoutAsync();

        (await VerifyAsync(checkout, SampleKey.New(SampleKey.Ed25519), "ghcr.io/Me/openlinux")).FailedWith("OL610").ExitCode.Should().Be(2);
        (await checkout.RunAsync(NoDaemon(), "--target=Verify", $"--key={KeyFile(SampleKey.New(SampleKey.Ed25519))}", "ghcr.io/me/openlinux")).FailedWith("OL802").Stderr.Should().Contain("openssl pkey -in");
    }

    private Task<CommandResult> VerifyAsync(Checkout checkout, SampleKey key, string image) =>
        checkout.RunAsync(NoDaemon(), "--target=Verify", $"--key={folder.Write("cosign.pub", key.PublicPem)}", image);

    private string KeyFile(SampleKey key)
    {
        var file = folder.Write("cosign.key", key.PrivatePem);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return file;
    }

    /// <summary>Whoever asks a daemon with this finds none.</summary>
    private static Dictionary<string, string?> NoDaemon(params IEnumerable<(string Name, string Value)> more)
    {
        var environment = new Dictionary<string, string?> { ["DOCKER_HOST"] = "unix:///nonexistent/docker.sock" };
        foreach (var (name, value) in more)
        {
            environment[name] = value;
        }

        return environment;
    }
}

using OpenLinux.Common.Errors;
using OpenLinux.Registry;
using OpenLinux.Registry.Pushing;
using OpenLinux.TestKit.Http;
using OpenLinux.TestKit.Registry;

namespace OpenLinux.EndToEnd.Registry;

/// <summary>Against a registry that speaks TLS, with certificates of an authority that the system does not know.</summary>
public sealed class TrustTests : IDisposable
{
    private readonly PushBench bench = new();
    private readonly TestCertificate authority = TestCertificate.Authority();

    public void Dispose()
    {
        authority.Dispose();
        bench.Dispose();
    }

    [Fact]
    public async Task A_registry_whose_authority_is_in_its_folder_is_trusted()
    {
        using var registry = Start(authority.Sign("registry"));
        bench.Write($"certs.d/{registry.Host}/ca.crt", authority.Pem);

        (await PushAsync(registry)).Uploaded.Should().Be(2);
    }

    [Fact]
    public async Task A_file_may_hold_several_authorities()
    {
        using var other = TestCertificate.Authority("Another CA");
        using var registry = Start(authority.Sign("registry"));
        bench.Write($"certs.d/{registry.Host}/all.crt", $"{other.Pem}\n{authority.Pem}\n");

        (await PushAsync(registry)).Uploaded.Should().Be(2);
    }

    [Fact]
    public async Task A_registry_of_an_unknown_authority_is_not_trusted()
    {
        using var registry = Start(authority.Sign("registry"));

        var failure = await FailureAsync(registry);

        failure.Code.Should().Be(RegistryErrors.Untrusted);
        failure.Subject.Should().Be(registry.Host);
        failure.Cause.Should().Contain("CN=registry").And.Contain("CN=Test CA");
        failure.Fix.Should().Contain($"/etc/docker/certs.d/{registry.Host}/ca.crt");
        bench.Pauses.Should().BeEmpty("trying again would not help");
    }

    [Fact]
    public async Task An_authority_vouches_for_its_own_folders_registry_alone()
    {
        using var registry = Start(authority.Sign("registry"));
        bench.Write("certs.d/ghcr.io/ca.crt", authority.Pem);

        (await FailureAsync(registry)).Code.Should().Be(RegistryErrors.Untrusted);
    }

    [Fact]
    public async Task A_certificate_for_another_host_is_not_trusted()
    {
        using var registry = Start(authority.Sign("registry", "other.example"));
        bench.Write($"certs.d/{registry.Host}/ca.crt", authority.Pem);

        var failure = await FailureAsync(registry);

        failure.Code.Should().Be(RegistryErrors.Untrusted);
        failure.Cause.Should().Contain("another host");
    }

    [Fact]
    public async Task A_client_certificate_is_shown_to_a_registry_that_wants_one()
    {
        using var client = authority.Sign("client");
        using var registry = Start(authority.Sign("registry"), wantsClient: true);
        bench.Write($"certs.d/{registry.Host}/ca.crt", authority.Pem);
        bench.Write($"certs.d/{registry.Host}/client.cert", client.Pem);
        bench.Write($"certs.d/{registry.Host}/client.key", client.KeyPem);

        (await PushAsync(registry)).Uploaded.Should().Be(2);
    }

    [Fact]
    public async Task Without_a_client_certificate_such_a_registry_hangs_up()
    {
        using var registry = Start(authority.Sign("registry"), wantsClient: true);
        bench.Write($"certs.d/{registry.Host}/ca.crt", authority.Pem);

        (await FailureAsync(registry)).Code.Should().Match<ErrorCode>(code => code == RegistryErrors.PushFailed || code == RegistryErrors.Untrusted);
    }

    [Theory]
    [InlineData("ca.crt", "-----BEGIN CERTIFICATE-----\nbm9uZQ==\n-----END CERTIFICATE-----\n")]
    [InlineData("client.cert", "nothing")]
    public async Task A_certificate_that_cannot_be_read_is_named(string name, string content)
    {
        using var registry = Start(authority.Sign("registry"));
        var file = bench.Write($"certs.d/{registry.Host}/{name}", content);

        var failure = await FailureAsync(registry);

        failure.Code.Should().Be(RegistryErrors.CertificateUnreadable);
        failure.Subject.Should().Be(file);
    }

    [Fact]
    public async Task A_client_certificate_needs_its_key()
    {
        using var client = authority.Sign("client");
        using var registry = Start(authority.Sign("registry"));
        var file = bench.Write($"certs.d/{registry.Host}/client.cert", client.Pem);

        var failure = await FailureAsync(registry);

        failure.Code.Should().Be(RegistryErrors.CertificateUnreadable);
        failure.Subject.Should().Be(file);
        failure.Cause.Should().Contain("client.key");
    }

    private LocalRegistry Start(TestCertificate certificate, bool wantsClient = false)
    {
        using (certificate)
        {
            var (file, key) = (bench.Write("server.pem", certificate.Pem), bench.Write("server.key", certificate.KeyPem));
            var clients = wantsClient ? $", clientcas: [\"{bench.Write("clients.pem", authority.Pem)}\"]" : "";
            return LocalRegistry.WithHttp($"  tls: {{ certificate: {file}, key: {key}{clients} }}");
        }
    }

    private Task<PushReceipt> PushAsync(LocalRegistry registry) => bench.PushAsync($"{registry.Host}/tls/image:1", SampleContent.Image(1000));

    private async Task<BuildException> FailureAsync(LocalRegistry registry)
    {
        var push = () => PushAsync(registry);
        return (await push.Should().ThrowAsync<BuildException>()).Which;
    }
}

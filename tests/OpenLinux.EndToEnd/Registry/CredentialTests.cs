using OpenLinux.Common.Errors;
using OpenLinux.Common.Processes;
using OpenLinux.Registry;
using OpenLinux.Registry.Authentication;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Registry;

namespace OpenLinux.EndToEnd.Registry;

/// <summary>Against a registry that lets one user in, by password.</summary>
public sealed class CredentialTests(CredentialTests.GuardedRegistry guarded) : IClassFixture<CredentialTests.GuardedRegistry>, IDisposable
{
    private const string Found = $$"""
        read key
        echo "$key" >>"$(dirname "$0")/asked"
        echo '{"ServerURL": "x", "Username": "{{LocalRegistry.User}}", "Secret": "{{LocalRegistry.Password}}"}'
        """;

    private readonly PushBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public async Task Credentials_come_from_dockers_configuration()
    {
        bench.LogIn(Host);

        await ShouldPushAsync();

        bench.Told.Should().NotContain(LocalRegistry.Password).And.NotContain(PushBench.Auth(LocalRegistry.User, LocalRegistry.Password));
    }

    [Theory]
    [InlineData("https://{0}")]
    [InlineData("http://{0}/v1/")]
    [InlineData("https://{0}/v2/")]
    public async Task Older_clients_wrote_the_host_as_an_address(string key)
    {
        bench.LogIn(string.Format(System.Globalization.CultureInfo.InvariantCulture, key, Host));

        await ShouldPushAsync();
    }

    [Fact]
    public async Task A_password_may_stand_there_in_clear()
    {
        bench.Configure($$"""{"auths": {"{{Host}}": {"username": "{{LocalRegistry.User}}", "password": "{{LocalRegistry.Password}}"} } }""");

        await ShouldPushAsync();
    }

    [Theory]
    [InlineData("""{{"credHelpers": {{"{0}": "test"}}, "credsStore": "not-there"}}""")]
    [InlineData("""{{"credsStore": "test"}}""")]
    [InlineData("""{{"credsStore": "test", "auths": {{"{0}": {{}} }} }}""")]
    public async Task Credentials_come_from_a_helper(string configuration)
    {
        bench.AddProgram("docker-credential-test", Found);
        bench.Configure(string.Format(System.Globalization.CultureInfo.InvariantCulture, configuration, Host));

        await ShouldPushAsync();

        File.ReadAllLines(bench.PathOf("bin/asked")).Should().Equal([Host], "one question serves the whole push");
    }

    [Fact]
    public async Task A_helper_that_has_nothing_leaves_the_push_without_credentials()
    {
        bench.AddProgram("docker-credential-test", "echo credentials not found in native keychain; exit 1");
        bench.Configure("""{"credsStore": "test"}""");

        (await FailureAsync()).Code.Should().Be(RegistryErrors.Unauthorized);
    }

    [Theory]
    [InlineData("echo the keychain is locked; exit 1", "exit code 1: the keychain is locked")]
    [InlineData("echo no bus >&2; exit 2", "exit code 2: no bus")]
    [InlineData("echo '{\"Secret\": \"half-a-secret'", "not JSON")]
    [InlineData("echo '{\"Username\": \"me\", \"Secret\": \"half-a-secret\"}'; echo late >&2; exit 1", "exit code 1: late")]
    public async Task A_helper_that_fails_says_why(string script, string cause)
    {
        bench.AddProgram("docker-credential-test", script);
        bench.Configure("""{"credsStore": "test"}""");

        var failure = await FailureAsync();

        failure.Code.Should().Be(RegistryErrors.CredentialHelperFailed);
        failure.Subject.Should().Be($"docker-credential-test get, for {Host}");
        failure.Cause.Should().Contain(cause);
        failure.ToString().Should().NotContain("half-a-secret");
    }

    [Fact]
    public async Task A_helper_that_is_not_installed_is_named()
    {
        bench.Configure("""{"credsStore": "not-there"}""");

        var failure = await FailureAsync();

        failure.Code.Should().Be(RegistryErrors.CredentialHelperFailed);
        failure.Cause.Should().Contain("docker-credential-not-there");
    }

    [Fact]
    public async Task Without_credentials_the_user_is_told_to_log_in()
    {
        var failure = await FailureAsync();

        failure.Code.Should().Be(RegistryErrors.Unauthorized);
        failure.Cause.Should().Contain("401 Unauthorized").And.Contain($"no credentials for {Host} in {bench.ConfigurationFile}");
        failure.Fix.Should().Be($"docker login {Host}");
    }

    [Fact]
    public async Task A_wrong_password_is_not_repeated_to_anyone()
    {
        bench.LogIn(Host, password: "wrong-secret");

        var failure = await FailureAsync();

        failure.Code.Should().Be(RegistryErrors.Unauthorized);
        failure.Cause.Should().Contain($"the password of {LocalRegistry.User} from {bench.ConfigurationFile}");
        (failure + bench.Told).Should().NotContain("wrong-secret").And.NotContain(PushBench.Auth(LocalRegistry.User, "wrong-secret"));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{{"auths": {{"{0}": {{"auth": "not base64"}} }} }}""")]
    [InlineData("""{{"auths": {{"{0}": {{"auth": "bm9jb2xvbg=="}} }} }}""")]
    public async Task A_broken_configuration_is_named(string configuration)
    {
        bench.Configure(configuration == "{" ? configuration : string.Format(System.Globalization.CultureInfo.InvariantCulture, configuration, Host));

        var failure = await FailureAsync();

        failure.Code.Should().Be(RegistryErrors.ConfigurationUnreadable);
        failure.Subject.Should().Be(bench.ConfigurationFile);
    }

    [Theory]
    [InlineData("https://index.docker.io/v1/")]
    [InlineData("docker.io")]
    [InlineData("index.docker.io")]
    public async Task Docker_hubs_stand_under_its_old_address(string key)
    {
        bench.LogIn(key, "me", "hub-password");

        var credential = await LookUp("docker.io");

        credential!.User.Should().Be("me");
        credential.Secret.Should().Be("hub-password");
    }

    [Fact]
    public async Task A_helper_is_asked_for_docker_hub_by_its_old_address()
    {
        bench.AddProgram("docker-credential-test", Found);
        bench.Configure("""{"credsStore": "test"}""");

        await LookUp("docker.io");

        File.ReadAllLines(bench.PathOf("bin/asked")).Should().Equal("https://index.docker.io/v1/");
    }

    [Fact]
    public async Task Credentials_of_another_registry_stay_where_they_are()
    {
        bench.LogIn("ghcr.io");

        (await FailureAsync()).Cause.Should().Contain("no credentials");
    }

    private Task<Credential?> LookUp(string host) => new CredentialLookup(
        DockerConfiguration.Read(bench.Settings.Variables["DOCKER_CONFIG"]), new CredentialHelper(new ProcessLauncher(), bench.Settings.Variables)).FindAsync(host, default);

    private string Host => guarded.Registry.Host;

    private async Task ShouldPushAsync() =>
        (await bench.PushAsync($"{Host}/guarded/{Guid.NewGuid()}:1", SampleContent.Image(1000))).Uploaded.Should().Be(2);

    private async Task<BuildException> FailureAsync()
    {
        var push = () => bench.PushAsync($"{Host}/guarded/refused:1", SampleContent.Image(1000));
        return (await push.Should().ThrowAsync<BuildException>()).Which;
    }

    public sealed class GuardedRegistry : IDisposable
    {
        private readonly TestFolder folder = new();

        public GuardedRegistry() => Registry = LocalRegistry.WithPassword(folder.Write("htpasswd", LocalRegistry.PasswordFile));

        public LocalRegistry Registry { get; }

        public void Dispose()
        {
            Registry.Dispose();
            folder.Dispose();
        }
    }
}

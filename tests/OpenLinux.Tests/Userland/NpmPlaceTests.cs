using OpenLinux.Common.Errors;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Http;
using OpenLinux.TestKit.Userland;
using OpenLinux.Userland;
using OpenLinux.Userland.Sources.Npm;

namespace OpenLinux.Tests.Userland;

public sealed class NpmPlaceTests : IDisposable
{
    private const string Package = "@scope/thing@1.0.0";
    private const string Served = "/npm/@scope/thing/-/thing-1.0.0.tgz";

    private readonly SourceFixture fixture = new();
    private readonly TestFolder folder = new();
    private readonly Dictionary<string, string> variables = [];
    private readonly HttpService registry;

    public NpmPlaceTests()
    {
        registry = new HttpService(context =>
        {
            HttpService.Answer(context, context.Request.Url!.AbsolutePath == Served ? 200 : 404, context.Request.Url.AbsolutePath == Served ? fixture.Content : null);
            return Task.CompletedTask;
        });
        variables["HOME"] = folder.Path;
    }

    public void Dispose()
    {
        registry.Dispose();
        fixture.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_package_comes_from_the_registry_of_the_environment()
    {
        variables["NPM_CONFIG_REGISTRY"] = $"http://{registry.Host}/npm/";

        await FetchAsync();

        registry.Requests.Select(request => request.Path).Should().Equal(Served);
    }

    [Theory]
    [InlineData("registry=http://HOST/npm\n")]
    [InlineData("registry=http://127.0.0.1:9/\n@scope:registry = http://HOST/npm/\n")]
    [InlineData("; a comment\nregistry=\"http://${NAME}/npm/\"\n")]
    public async Task A_package_comes_from_the_registry_that_the_users_file_names(string text)
    {
        variables["NAME"] = registry.Host;
        folder.Write(".npmrc", System.Text.Encoding.UTF8.GetBytes(text.Replace("HOST", registry.Host, StringComparison.Ordinal)));

        await FetchAsync();

        registry.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task A_machines_npm_fetches_where_it_is_installed()
    {
        File.WriteAllBytes(folder.PathOf("served.tgz"), fixture.Content);
        folder.Write("bin/npm", System.Text.Encoding.UTF8.GetBytes($"#!/bin/sh\n[ \"$1 $2\" = 'pack {Package}' ] || exit 1\nwhile [ \"$1\" != --pack-destination ]; do shift; done\ncp {folder.PathOf("served.tgz")} \"$2\"/scope-thing-1.0.0.tgz\n"));
        File.SetUnixFileMode(folder.PathOf("bin/npm"), UnixFileMode.UserRead | UnixFileMode.UserExecute);

        await FetchAsync(folder.PathOf("bin"));

        registry.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Another_content_than_the_pinned_one_is_not_taken()
    {
        folder.Write("bin/npm", "#!/bin/sh\nwhile [ \"$1\" != --pack-destination ]; do shift; done\necho other >\"$2\"/x.tgz\n"u8);
        File.SetUnixFileMode(folder.PathOf("bin/npm"), UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var fetch = () => FetchAsync(folder.PathOf("bin"));

        (await fetch.Should().ThrowAsync<BuildException>()).Which.Code.Should().Be(UserlandErrors.SourceHashMismatch);
        fixture.Partials.Should().BeEmpty();
    }

    [Fact]
    public async Task A_machine_that_knows_no_registry_is_told_so()
    {
        var fetch = () => FetchAsync();

        (await fetch.Should().ThrowAsync<BuildException>()).Which.Cause.Should().Contain("NPM_CONFIG_REGISTRY").And.Contain(".npmrc");
    }

    private async Task FetchAsync(params string[] searchPath)
    {
        fixture.Settings = fixture.Settings with { Npm = new NpmMachine(variables.GetValueOrDefault, searchPath, []) };
        using var fetcher = fixture.NewFetcher();
        (await fetcher.FetchAsync(fixture.Archive() with { NpmPackage = Package }, TestContext.Current.CancellationToken)).Hash.Should().Be(fixture.Sha256);
    }
}

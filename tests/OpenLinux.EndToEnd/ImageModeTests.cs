using OpenLinux.TestKit.Checkouts;

namespace OpenLinux.EndToEnd;

/// <summary>However an image is made, it is the same image: file by file and field by field.</summary>
[Collection(ArtifactGroup.Name)]
public sealed class ImageModeTests(BuiltFixture built)
{
    public static TheoryData<string> ClientFolders => [.. DockerClients.Folders];

    [Fact]
    public async Task An_import_gives_what_docker_import_by_hand_gives()
    {
        await using var checkout = await built.NewCheckoutAsync();
        var (image, byHand) = (StoredContents.ImageOf(checkout), $"{checkout.Repository}:by-hand");
        await MakeAsync(checkout, "import");
        await Command.OutputAsync("docker", ["import", StoredContents.TarballOf(checkout), byHand]);

        var (made, meant) = (await StoredContents.OfImageAsync(image), await StoredContents.OfImageAsync(byHand));

        made.Files.Should().Equal(meant.Files).And.NotBeEmpty();
        (await LayersAsync(image)).Should().Be(await LayersAsync(byHand));
        StoredContents.SettingsOf(made).Should().Contain(setting => setting.Value.Contains("/sbin/init")).And.Contain(setting => setting.Key.Contains("PATH") || setting.Value.Contains("PATH"));
    }

    [Theory]
    [InlineData("build")]
    [InlineData("load")]
    public async Task Every_other_mode_gives_the_files_and_the_configuration_of_an_import(string mode)
    {
        await using var checkout = await built.NewCheckoutAsync();
        var image = StoredContents.ImageOf(checkout);
        await MakeAsync(checkout, "import");
        var (imported, seen) = (await StoredContents.OfImageAsync(image), await StoredContents.SeenInsideAsync(image));
        var id = await IdAsync(image);

        await MakeAsync(checkout, mode);

        (await IdAsync(image)).Should().NotBe(id, "it was made anew");
        var made = await StoredContents.OfImageAsync(image);
        made.Files.Should().Equal(StoredContents.FilesOf(StoredContents.TarballOf(checkout)));
        made.Files.Should().Equal(imported.Files);
        StoredContents.SettingsOf(made).Should().Equal(StoredContents.SettingsOf(imported)).And.NotBeEmpty();
        made.Config!.Platform.Should().Be(imported.Config!.Platform);
        (await StoredContents.SeenInsideAsync(image)).Should().Be(seen).And.Contain("/bin/busybox 755 0 0");
    }

    [Theory]
    [InlineData("import")]
    [InlineData("build")]
    [InlineData("load")]
    public async Task The_time_that_the_environment_gives_is_that_of_every_file_and_of_the_image(string mode)
    {
        await using var checkout = await built.NewCheckoutAsync();

        await MakeAsync(checkout, mode, new() { ["SOURCE_DATE_EPOCH"] = "1700000000" });

        var made = await StoredContents.OfImageAsync(StoredContents.ImageOf(checkout));
        made.Files.Where(file => file.Path != "/").Should().NotBeEmpty().And.OnlyContain(file => file.Modified == 1700000000).And.NotBeEmpty();
        made.Config!.Values["Labels org.opencontainers.image.created"].Should().Be("2023-11-14T22:13:20Z");
    }

    [Theory]
    [MemberData(nameof(ClientFolders))]
    public async Task Every_client_gives_the_same_files_with_the_builder_that_it_can_drive(string folder)
    {
        await using var checkout = await built.NewCheckoutAsync();

        await MakeAsync(checkout, "build", DockerClients.First(folder));

        var image = StoredContents.ImageOf(checkout);
        (await StoredContents.OfImageAsync(image)).Files.Should().Equal(StoredContents.FilesOf(StoredContents.TarballOf(checkout)));
        (await IsFromBuildKitAsync(image)).Should().Be(await DockerClients.DrivesBuildKitAsync(folder));
    }

    [Fact]
    public async Task The_classic_builder_can_be_asked_for()
    {
        await using var checkout = await built.NewCheckoutAsync();

        await MakeAsync(checkout, "build", new() { ["DOCKER_BUILDKIT"] = "0" });

        var image = StoredContents.ImageOf(checkout);
        (await IsFromBuildKitAsync(image)).Should().BeFalse();
        (await StoredContents.OfImageAsync(image)).Files.Should().Equal(StoredContents.FilesOf(StoredContents.TarballOf(checkout)));
    }

    [Theory]
    [InlineData("import")]
    [InlineData("build")]
    [InlineData("load")]
    public async Task Outside_a_repository_every_mode_gives_an_image_without_a_revision(string mode)
    {
        await using var checkout = await built.NewCheckoutAsync();
        Directory.Delete(checkout.PathOf(".git"), recursive: true);

        await MakeAsync(checkout, mode);

        (await StoredContents.OfImageAsync(StoredContents.ImageOf(checkout))).Config!.Values.Keys.Should().NotContain("Labels org.opencontainers.image.revision");
    }

    private static Task<string> IdAsync(string image) => Command.OutputAsync("docker", ["image", "inspect", "--format", "{{.Id}}", image]);

    private static Task<string> LayersAsync(string image) => Command.OutputAsync("docker", ["image", "inspect", "--format", "{{.RootFS.Layers}}", image]);

    private static async Task MakeAsync(Checkout checkout, string mode, Dictionary<string, string?>? environment = null) =>
        (await checkout.RunAsync(environment ?? [], "--target=Docker", "--arch=x86_64", $"--docker-mode={mode}")).Succeeded();

    /// <summary>BuildKit signs each step of an image's history.</summary>
    private static async Task<bool> IsFromBuildKitAsync(string image) =>
        (await Command.OutputAsync("docker", ["history", "--format", "{{.Comment}}", image])).Contains("buildkit", StringComparison.Ordinal);
}

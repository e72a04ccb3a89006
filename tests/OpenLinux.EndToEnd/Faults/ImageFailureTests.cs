using OpenLinux.TestKit.Checkouts;

namespace OpenLinux.EndToEnd.Faults;

/// <summary>Whatever goes wrong with an image, the names that users run by are those of the last good one, and nothing is left lying about.</summary>
[Collection(ArtifactGroup.Name)]
public sealed class ImageFailureTests(BuiltFixture built)
{
    [Theory]
    [InlineData("import")]
    [InlineData("build")]
    [InlineData("load")]
    public async Task Whichever_call_of_the_client_fails_no_tag_moves_and_no_image_is_left_without_one(string mode)
    {
        await using var checkout = await built.NewCheckoutAsync();
        (await MakeAsync(checkout, mode, [], "first")).Succeeded();
        var before = await NamedAsync(checkout);

        for (var call = 1; ; call++)
        {
            using var docker = FailingDocker.At(call);
            var result = await MakeAsync(checkout, mode, docker.Environment, "second");
            FaultRun.Count($"builds in which a call of the Docker client failed, or was one too many, by {mode}");
            if (docker.Calls.Length < call)
            {
                result.Succeeded();
                call.Should().BeGreaterThan(6, "it takes as many calls to make, verify and name an image");
                break;
            }

            if (result.ExitCode != 0)
            {
                result.Stderr.Should().Contain("refused by a test");
                (await NamedAsync(checkout)).Should().Equal(before, "call {0} failed: {1}", call, docker.Calls[call - 1]);
                (await NamelessAsync(checkout)).Should().BeEmpty("call {0} failed: {1}", call, docker.Calls[call - 1]);
            }
            else
            {
                // What remains to be done after the last tag is no reason to fail. The next round starts as this one did.
                (await MakeAsync(checkout, mode, [], "first")).Succeeded();
                before = await NamedAsync(checkout);
            }
        }

        (await NamedAsync(checkout)).Should().HaveSameCount(before).And.NotIntersectWith(before);
    }

    [Theory]
    [InlineData("import")]
    [InlineData("build")]
    [InlineData("load")]
    public async Task An_image_that_does_not_start_leaves_the_tags_where_they_are(string mode)
    {
        await using var checkout = await built.NewCheckoutAsync();
        (await MakeAsync(checkout, mode, [], "first")).Succeeded();
        var before = await NamedAsync(checkout);

        var result = await MakeAsync(checkout, mode, [], "second", "--image.shell=/bin/true");

        result.FailedWith("OL513");
        (await NamedAsync(checkout)).Should().Equal(before).And.NotBeEmpty();
        (await NamelessAsync(checkout)).Should().BeEmpty();
    }

    [Theory]
    [InlineData("import")]
    [InlineData("build")]
    [InlineData("load")]
    public async Task The_image_before_goes_with_its_last_name(string mode)
    {
        await using var checkout = await built.NewCheckoutAsync();
        (await MakeAsync(checkout, mode, [], "first")).Succeeded();

        (await MakeAsync(checkout, mode, [], "second")).Succeeded();

        (await NamelessAsync(checkout)).Should().BeEmpty();
        (await NamedAsync(checkout)).Should().HaveCount(2);
    }

    [Fact]
    public async Task The_image_of_a_container_stays()
    {
        await using var checkout = await built.NewCheckoutAsync();
        (await MakeAsync(checkout, "import", [], "first")).Succeeded();
        var container = (await Command.OutputAsync("docker", ["create", StoredContents.ImageOf(checkout)])).Trim();
        try
        {
            (await MakeAsync(checkout, "import", [], "second")).Succeeded();

            (await NamelessAsync(checkout)).Should().ContainSingle();
        }
        finally
        {
            await Command.OutputAsync("docker", ["rm", container]);
            await Command.OutputAsync("docker", ["rmi", .. await NamelessAsync(checkout)]);
        }
    }

    [Theory]
    [InlineData("import")]
    [InlineData("image inspect")]
    [InlineData("image ls")]
    public async Task A_client_that_says_something_else_is_quoted(string command)
    {
        await using var checkout = await built.NewCheckoutAsync();
        using var docker = FailingDocker.Babbling(command);

        var result = await MakeAsync(checkout, "import", docker.Environment, "only");

        result.FailedWith("OL509").Stderr.Should().Contain("Welcome to another program").And.Contain($"docker {command}");
    }

    /// <param name="label">Makes it another image of the same files.</param>
    private static Task<CommandResult> MakeAsync(Checkout checkout, string mode, Dictionary<string, string?> environment, string label, params string[] more) =>
        checkout.RunAsync(
            environment,
            ["--target=Docker", "--arch=x86_64", $"--docker-mode={mode}", $"--label=org.example.test={checkout.Repository}", $"--cmd=/bin/{(label == "first" ? "sh" : "ash")}", .. more]);

    /// <summary>"repository:tag ID" of each.</summary>
    private static async Task<string[]> NamedAsync(Checkout checkout) =>
        Lines(await Command.OutputAsync("docker", ["images", "--no-trunc", "--format", "{{.Repository}}:{{.Tag}} {{.ID}}", checkout.Repository]));

    private static async Task<string[]> NamelessAsync(Checkout checkout) =>
        Lines(await Command.OutputAsync(
            "docker", ["images", "--quiet", "--no-trunc", "--filter", "dangling=true", "--filter", $"label=org.example.test={checkout.Repository}"]));

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Checkouts;
using OpenLinux.TestKit.Http;
using OpenLinux.TestKit.Machine;

namespace OpenLinux.EndToEnd.Host;

/// <summary>comment.ps1 before a server that answers as GitHub's API does.</summary>
public sealed class PullRequestCommentTests : IDisposable
{
    private const string Sha = "0123456789abcdef0123456789abcdef01234567";
    private const string Mark = "<!-- openlinux-build: summary -->";

    private readonly TestFolder folder = new();
    private readonly List<(string Login, string Body)> comments = [];
    private readonly HttpService api;
    private readonly HttpService storage;
    private byte[] archive = Zip("summary.txt", "result     success\n+ /bin/new\n");
    private long? claimedSize;
    private string headSha = Sha;

    public PullRequestCommentTests()
    {
        storage = new HttpService(context =>
        {
            HttpService.Answer(context, 200, archive);
            return Task.CompletedTask;
        });
        api = new HttpService(AnswerAsync);
    }

    [Fact]
    public async Task The_first_summary_is_a_comment_and_the_next_one_takes_its_place()
    {
        (await RunAsync()).Succeeded().Stdout.Should().Contain("The summary is on pull request 7.");
        comments.Should().ContainSingle().Which.Body.Should()
            .StartWith($"{Mark}\n### OpenLinux Build of 0123456789ab\n\n```diff\nresult     success\n+ /bin/new\n```\n").And.EndWith("\n[The run](https://github.example.org/run)\n");

        archive = Zip("summary.txt", "the second\n");
        (await RunAsync()).Succeeded();

        comments.Should().ContainSingle().Which.Body.Should().Contain("the second");
    }

    [Fact]
    public async Task The_token_goes_to_the_API_alone()
    {
        (await RunAsync()).Succeeded();

        api.Requests.Should().NotBeEmpty().And.OnlyContain(request => request.Authorization == "Bearer secret");
        storage.Requests.Should().ContainSingle().Which.Authorization.Should().BeNull();
    }

    [Fact]
    public async Task A_summary_stays_a_text_whatever_is_in_it()
    {
        archive = Zip("summary.txt", "a\n```\n@everyone ![x](https://example.org/x)\n````\r\n\u202Eb\u001B[31m\0\n");

        (await RunAsync()).Succeeded();

        comments.Single().Body.Should().Contain("\n`````diff\na\n```\n@everyone ![x](https://example.org/x)\n````\nb[31m\n`````\n");
    }

    [Fact]
    public async Task A_comment_of_someone_else_that_begins_as_ours_is_left_alone()
    {
        comments.Add(("mallory", $"{Mark}\nmine"));

        (await RunAsync()).Succeeded();

        comments.Should().HaveCount(2);
        comments[0].Body.Should().Be($"{Mark}\nmine");
    }

    [Fact]
    public async Task A_commit_that_no_open_pull_request_has_any_more_is_not_commented_on()
    {
        headSha = new string('f', 40);

        (await RunAsync()).Succeeded().Stdout.Should().Contain($"No open pull request has the commit {Sha}.");

        comments.Should().BeEmpty();
        storage.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task An_artifact_that_is_too_large_is_not_fetched()
    {
        claimedSize = 1 << 21;

        (await RunAsync()).Stdout.Should().Contain("::error title=OpenLinux Build::").And.Contain("2097152 bytes");

        comments.Should().BeEmpty();
        storage.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData("bomb")]
    [InlineData("more than said")]
    [InlineData("no archive")]
    [InlineData("no summary")]
    public async Task An_artifact_that_is_not_what_it_should_be_costs_nothing_but_its_comment(string kind)
    {
        archive = kind switch
        {
            "bomb" => Zip("summary.txt", new string('x', 100_000_000)),
            "more than said" => new byte[3_000_000],
            "no archive" => "<html>"u8.ToArray(),
            _ => Zip("../summary.txt", "x"),
        };
        claimedSize = 1000;

        var result = await RunAsync();

        if (kind == "bomb")
        {
            result.Succeeded();
            comments.Single().Body.Length.Should().BeInRange(60_000, 61_000);
        }
        else
        {
            result.ExitCode.Should().Be(1);
            result.Stdout.Should().Contain("::error title=OpenLinux Build::");
            comments.Should().BeEmpty();
        }
    }

    public void Dispose()
    {
        api.Dispose();
        storage.Dispose();
        folder.Dispose();
    }

    private Task<CommandResult> RunAsync()
    {
        var happened = folder.Write("event.json", JsonSerializer.Serialize(new
        {
            workflow_run = new
            {
                id = 42,
                head_sha = Sha,
                head_branch = "topic/a b",
                html_url = "https://github.example.org/run",
                head_repository = new { full_name = "fork/openlinux", owner = new { login = "fork" } },
            },
        }));
        return Command.RunAsync(
            PowerShell.Dotnet,
            [.. PowerShell.Arguments, "-File", Path.Combine(RepositoryRoot.Path, ".github", "action", "comment.ps1")],
            folder.Path,
            new Dictionary<string, string?>
            {
                ["GITHUB_ACTIONS"] = "true",
                ["GITHUB_API_URL"] = $"http://{api.Host}",
                ["GITHUB_EVENT_NAME"] = "workflow_run",
                ["GITHUB_EVENT_PATH"] = happened,
                ["GITHUB_REPOSITORY"] = "me/openlinux",
                ["GITHUB_TOKEN"] = "secret",
            });
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var request = context.Request;
        var body = request.HasEntityBody ? (string?)(await JsonNode.ParseAsync(request.InputStream))!["body"] : null;
        switch (request.HttpMethod, request.Url!.AbsolutePath)
        {
            case ("GET", "/repos/me/openlinux/actions/runs/42/artifacts"):
                Json(context, new { artifacts = new[] { new { id = 9, name = "openlinux-summary", size_in_bytes = claimedSize ?? archive.Length } } });
                break;
            case ("GET", "/repos/me/openlinux/actions/artifacts/9/zip"):
                HttpService.Answer(context, 302, null, ("Location", $"http://{storage.Host}/blob"));
                break;
            case ("GET", "/repos/me/openlinux/pulls") when request.QueryString["head"] == "fork:topic/a b":
                Json(context, new object[] { new { number = 6, head = new { sha = new string('0', 40) } }, new { number = 7, head = new { sha = headSha } } });
                break;
            case ("GET", "/repos/me/openlinux/issues/7/comments"):
                Json(context, comments.Select((comment, index) => new { id = index, user = new { login = comment.Login }, body = comment.Body }).ToArray());
                break;
            case ("POST", "/repos/me/openlinux/issues/7/comments"):
                comments.Add(("github-actions[bot]", body!));
                Json(context, new { id = comments.Count - 1 }, 201);
                break;
            case ("PATCH", var path) when path.StartsWith("/repos/me/openlinux/issues/comments/", StringComparison.Ordinal):
                comments[int.Parse(path.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture)] = ("github-actions[bot]", body!);
                Json(context, new { });
                break;
            default:
                HttpService.Answer(context, 404);
                break;
        }
    }

    private static void Json(HttpListenerContext context, object answer, int status = 200) =>
        HttpService.Answer(context, status, JsonSerializer.SerializeToUtf8Bytes(answer), ("Content-Type", "application/json"));

    private static byte[] Zip(string name, string text)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            using var entry = archive.CreateEntry(name).Open();
            entry.Write(Encoding.UTF8.GetBytes(text));
        }

        return bytes.ToArray();
    }
}

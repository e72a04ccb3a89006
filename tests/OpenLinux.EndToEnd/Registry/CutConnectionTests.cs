using OpenLinux.Common.Errors;
using OpenLinux.Engine.Content;
using OpenLinux.Oci.Naming;
using OpenLinux.Registry;
using OpenLinux.Registry.Content;
using OpenLinux.Registry.Pushing;
using OpenLinux.TestKit.Registry;

namespace OpenLinux.EndToEnd.Registry;

/// <summary>Whatever request of a push loses its connection, and wherever in it: the push ends whole, or in a clear error and without a tag.</summary>
public sealed class CutConnectionTests(LocalRegistry registry) : IClassFixture<LocalRegistry>, IDisposable
{
    private static readonly Dictionary<string, Func<string, bool>> Stages = new()
    {
        ["ping"] = request => request == "GET /v2/",
        ["look for a blob"] = request => request.StartsWith("HEAD ", StringComparison.Ordinal) && request.Contains("/blobs/", StringComparison.Ordinal),
        ["begin an upload"] = request => request.StartsWith("POST ", StringComparison.Ordinal),
        ["send a blob"] = request => request.StartsWith("PATCH ", StringComparison.Ordinal),
        ["close an upload"] = request => request.StartsWith("PUT ", StringComparison.Ordinal) && request.Contains("/blobs/", StringComparison.Ordinal),
        ["put a manifest"] = request => request.StartsWith("PUT ", StringComparison.Ordinal) && request.Contains("/manifests/sha256:", StringComparison.Ordinal),
        ["pull the referrers"] = request => request.StartsWith("GET ", StringComparison.Ordinal) && request.Contains("/manifests/sha256-", StringComparison.Ordinal),
        ["put the referrers"] = request => request.StartsWith("PUT ", StringComparison.Ordinal) && request.Contains("/manifests/sha256-", StringComparison.Ordinal),
        ["look for a tag"] = request => request.StartsWith("HEAD ", StringComparison.Ordinal) && request.EndsWith("/manifests/1.0", StringComparison.Ordinal),
        ["put a tag"] = request => request.StartsWith("PUT ", StringComparison.Ordinal) && request.EndsWith("/manifests/1.0", StringComparison.Ordinal),
    };

    private static readonly Cut[] Cuts =
    [
        new(CutPoint.BeforeHead), new(CutPoint.AfterHead), new(CutPoint.InBody, 100), new(CutPoint.BeforeAnswer), new(CutPoint.InAnswer, 20),
    ];

    private readonly PushBench bench = new();
    private readonly PushedManifest image = SampleContent.Image(300_000, 10_000);

    public static TheoryData<string, CutPoint> Everywhere
    {
        get
        {
            var data = new TheoryData<string, CutPoint>();
            foreach (var stage in Stages.Keys)
            {
                foreach (var cut in Cuts)
                {
                    data.Add(stage, cut.Point);
                }
            }

            return data;
        }
    }

    public void Dispose() => bench.Dispose();

    [Theory]
    [MemberData(nameof(Everywhere))]
    public async Task One_cut_is_made_up_for(string stage, CutPoint point)
    {
        var path = PathFor("once", stage, point);
        var cuts = 0;
        var once = CuttingProxy.Once(Stages[stage], CutAt(point));
        using var proxy = new CuttingProxy(registry.Port, request =>
        {
            var cut = once(request);
            Interlocked.Add(ref cuts, cut is null ? 0 : 1);
            return cut;
        });

        await bench.PushAsync(Request(proxy.Host, path));

        cuts.Should().Be(1, "the stage must have been reached");
        await ShouldHoldAllAsync(path);
    }

    [Theory]
    [MemberData(nameof(Everywhere))]
    public async Task A_line_that_is_always_cut_ends_in_an_error_without_a_tag_and_the_next_push_completes(string stage, CutPoint point)
    {
        var path = PathFor("always", stage, point);
        using var proxy = new CuttingProxy(registry.Port, request => Stages[stage](request) ? CutAt(point) : null);

        var failure = await FailureOfAsync(Request(proxy.Host, path));

        using var stored = new StoredContent(registry.Host, path);
        var tagged = await stored.ManifestAsync("1.0");
        if (stage != "close an upload" || point == CutPoint.BeforeHead)
        {
            // Where only answers are lost, closing an upload is found to have worked.
            failure.Should().NotBeNull();
        }

        if (failure is not null)
        {
            failure.Code.Should().Match<ErrorCode>(code => code == RegistryErrors.PushFailed || code == RegistryErrors.Unreachable);
            tagged.Should().Match<byte[]?>(tag => tag == null || stage == "put a tag");
        }

        if (tagged is not null)
        {
            await ShouldHoldAllAsync(path);
        }

        await bench.PushAsync(Request(registry.Host, path));
        await ShouldHoldAllAsync(path);
    }

    private async Task<BuildException?> FailureOfAsync(PushRequest request)
    {
        try
        {
            await bench.PushAsync(request);
            return null;
        }
        catch (BuildException failure)
        {
            return failure;
        }
    }

    private static string PathFor(string kind, string stage, CutPoint point) =>
        $"cut/{kind}/{stage.Replace(' ', '-')}/{point}".ToLowerInvariant();

    private static Cut CutAt(CutPoint point) => Array.Find(Cuts, cut => cut.Point == point)!;

    private PushRequest Request(string host, string path) => new(ImageReference.Parse($"{host}/{path}:1.0"), SampleIndex)
    {
        Referrers = [SampleContent.Paper(SampleIndex, "application/spdx+json")],
    };

    private PushedManifest SampleIndex => SampleContent.Index(image);

    private async Task ShouldHoldAllAsync(string path)
    {
        using var stored = new StoredContent(registry.Host, path);
        await stored.ShouldHoldAsync(SampleIndex, "1.0");
        await stored.ShouldHoldAsync(SampleContent.Paper(SampleIndex, "application/spdx+json"));
        (await stored.ManifestAsync(SampleIndex.Digest.ToOci().ToString().Replace(':', '-'))).Should().NotBeNull();
    }
}

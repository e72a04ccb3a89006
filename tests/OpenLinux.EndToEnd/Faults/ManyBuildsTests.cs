namespace OpenLinux.EndToEnd.Faults;

/// <summary>Eight builds at once over one cache, which begins empty: of one checkout, and of several that want different things.</summary>
[Collection(FaultGroup.Name)]
public sealed class ManyBuildsTests(Reference reference)
{
    private const int Builds = 8;

    [Fact]
    public async Task Of_one_checkout()
    {
        using var build = await reference.Build.CloneAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, Builds).Select(_ => build.RunAsync()));

        results.Should().HaveCount(Builds).And.AllSatisfy(result => result.Succeeded());
        results.Count(result => result.LineOf("Compile").Contains("cached:", StringComparison.Ordinal)).Should().Be(Builds - 1, "one of them did it all");
        (await build.BuildAsync()).Should().Be(reference.TarballOf(0));
        FaultRun.Count("eight builds at once, of one checkout");
    }

    [Fact]
    public async Task Of_several_checkouts()
    {
        using var first = await reference.Build.CloneAsync();
        var others = await Task.WhenAll(Enumerable.Range(1, Builds - 1).Select(_ => first.CloneAsync(first.Cache)));
        SmallBuild[] builds = [first, .. others];
        try
        {
            for (var number = 0; number < Builds; number++)
            {
                builds[number].Edit(number % Reference.Variants);
            }

            (await Task.WhenAll(builds.Select(build => build.RunAsync()))).Should().HaveCount(Builds).And.AllSatisfy(result => result.Succeeded());

            for (var number = 0; number < Builds; number++)
            {
                builds[number].Sha256().Should().Be(reference.TarballOf(number % Reference.Variants));
                builds[number].Leftovers().Should().BeEmpty();
            }
        }
        finally
        {
            Array.ForEach(others, build => build.Dispose());
        }

        FaultRun.Count("eight builds at once, of several checkouts");
    }
}

namespace OpenLinux.TestKit;

/// <summary>A committed file that is generated from the code, or a part of it, and held to it by a test.</summary>
internal static class GeneratedFile
{
    /// <param name="path">Within the checkout, as in "docs/errors.md".</param>
    /// <param name="caller">The test's class, to run it alone.</param>
    public static void ShouldBe(string path, string generated, string caller)
    {
        var file = Path.Combine(RepositoryRoot.Path, path);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(file, generated);
        }

        var committed = File.Exists(file) ? File.ReadAllText(file) : "";
        if (committed != generated)
        {
            var (was, said) = FirstDifference(committed.Split('\n'), generated.Split('\n'));
            Assert.Fail(
                $"{path} is generated from the code, and differs from it.\n  committed: {was}\n  generated: {said}\n" +
                $"To write it anew: UPDATE_GOLDEN=1 ./build.sh --target=Test --filter='*{caller}'");
        }
    }

    /// <summary>The part stands between two comments, the first beginning with its name and a colon: <c>&lt;!-- keys: … --&gt;</c>, <c>&lt;!-- keys: end --&gt;</c>.</summary>
    public static void PartShouldBe(string path, string part, string generated, string caller)
    {
        var text = File.ReadAllText(Path.Combine(RepositoryRoot.Path, path));
        var start = text.IndexOf('\n', text.IndexOf($"<!-- {part}: ", StringComparison.Ordinal)) + 1;
        var end = text.IndexOf($"<!-- {part}: end -->", StringComparison.Ordinal);
        end.Should().BeGreaterThanOrEqualTo(start, "{0} has a place for {1}", path, part);
        ShouldBe(path, $"{text[..start]}\n{generated}\n{text[end..]}", caller);
    }

    private static (string Committed, string Generated) FirstDifference(string[] committed, string[] generated)
    {
        var line = committed.Zip(generated).TakeWhile(pair => pair.First == pair.Second).Count();
        return (committed.ElementAtOrDefault(line) ?? "(the end)", generated.ElementAtOrDefault(line) ?? "(the end)");
    }
}

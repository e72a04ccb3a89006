namespace OpenLinux.Tests.CrossCutting;

/// <summary>A committed file that is generated from the code, and held to it by a test.</summary>
internal static class GeneratedFile
{
    /// <param name="path">Within the checkout, as in "docs/errors.md".</param>
    /// <param name="caller">The test's class, to run it alone.</param>
    public static void ShouldBe(string path, string generated, string caller)
    {
        var file = Path.Combine(RepositoryRoot.Path, path);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
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

    private static (string Committed, string Generated) FirstDifference(string[] committed, string[] generated)
    {
        var line = committed.Zip(generated).TakeWhile(pair => pair.First == pair.Second).Count();
        return (committed.ElementAtOrDefault(line) ?? "(the end)", generated.ElementAtOrDefault(line) ?? "(the end)");
    }
}

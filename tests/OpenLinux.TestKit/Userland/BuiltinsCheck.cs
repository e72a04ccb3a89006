namespace OpenLinux.TestKit.Userland;

/// <summary>builtins_check.c together with src/lib/builtins, compiled for this machine.</summary>
public sealed class BuiltinsCheck : IAsyncLifetime
{
    private static readonly string Checks = System.IO.Path.Combine(RepositoryRoot.Path, "tests", "OpenLinux.Tests", "Userland");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("openlinux-builtins-");

    public string Path => System.IO.Path.Combine(folder.FullName, "check");

    /// <summary>The functions that the check knows under another name.</summary>
    public static IReadOnlyList<string> Names =>
        [.. File.ReadLines(System.IO.Path.Combine(Checks, "builtins_names.h"))
            .Where(line => line.StartsWith("#define ", StringComparison.Ordinal))
            .Select(line => line.Split(' ')[1])];

    /// <summary>Whether the check compares this function with the reference.</summary>
    public static bool Calls(string function)
    {
        var source = File.ReadAllText(System.IO.Path.Combine(Checks, "builtins_check.c"));
        return source.Contains($"({function},", StringComparison.Ordinal)
            || source.Contains($" = {function}(", StringComparison.Ordinal);
    }

    /// <summary>The check of sources that differ from ours by this one change.</summary>
    public static async Task<BuiltinsCheck> WithChangeAsync(string file, string old, string changed)
    {
        var check = new BuiltinsCheck();
        var sources = check.CopySources();
        var path = System.IO.Path.Combine(sources, file);
        var text = await File.ReadAllTextAsync(path);
        text.Should().Contain(old);
        await File.WriteAllTextAsync(path, text.Replace(old, changed, StringComparison.Ordinal));
        await check.CompileAsync(Directory.EnumerateFiles(sources, "*.c"));
        return check;
    }

    public async ValueTask InitializeAsync() => await CompileAsync(CCompiler.SourcesOf("lib/builtins"));

    public ValueTask DisposeAsync()
    {
        folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private string CopySources()
    {
        var copy = folder.CreateSubdirectory("src").FullName;
        foreach (var file in Directory.EnumerateFiles(System.IO.Path.Combine(RepositoryRoot.Path, "src", "lib", "builtins")))
        {
            File.Copy(file, System.IO.Path.Combine(copy, System.IO.Path.GetFileName(file)));
        }

        return copy;
    }

    private Task CompileAsync(IEnumerable<string> sources) =>
        CCompiler.CompileAsync(
            Path,
            [
                "-ffp-contract=off",
                "-include", System.IO.Path.Combine(Checks, "builtins_names.h"),
                System.IO.Path.Combine(Checks, "builtins_check.c"),
                .. sources,
                "-lm",
            ]);
}

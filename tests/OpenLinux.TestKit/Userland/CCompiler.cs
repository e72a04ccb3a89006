namespace OpenLinux.TestKit.Userland;

/// <summary>Compiles C for the machine that the tests run on.</summary>
internal static class CCompiler
{
    public static async Task CompileAsync(string output, params IEnumerable<string> arguments)
    {
        var result = await RunningProgram.RunAsync("clang", ["-O2", "-std=gnu11", "-o", output, .. arguments]);
        result.ExitCode.Should().Be(0, "{0}", result.Stderr);
    }

    public static IEnumerable<string> SourcesOf(string component) =>
        Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "src", component), "*.c");
}

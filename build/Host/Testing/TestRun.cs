using OpenLinux.Common.Errors;
using OpenLinux.Common.Processes;
using OpenLinux.Host.Errors;
using OpenLinux.Host.Lifetime;

namespace OpenLinux.Host.Testing;

/// <summary>Builds test projects, runs them on this very host, and makes "N passed, N failed" the last line that is printed.</summary>
internal sealed class TestRun(BuildContext context)
{
    private const int MostFailures = 20;

    private readonly IProcessLauncher launcher = context.Services.Launcher;

    /// <param name="filter">A class name pattern as xunit takes it ("*Engine*"), or null for all.</param>
    /// <exception cref="BuildException">The tests did not compile, or one failed (<c>OL017</c>).</exception>
    public async Task RunAsync(IReadOnlyList<TestSuite> suites, string? filter, CancellationToken cancellation)
    {
        foreach (var suite in suites)
        {
            await new TestProject(context, suite.Project).CompileAsync(Failed, cancellation);
        }

        var total = TestReport.Empty;
        var endedWell = true;
        foreach (var suite in suites)
        {
            var (report, exitCode) = await RunAsync(suite, filter, cancellation);
            total = total.With(report);
            endedWell &= exitCode == 0;
            context.Ending.LastLine = total.Line;
        }

        if (total.Total == 0)
        {
            throw Failed(filter is null ? "There was no test." : $"No test's class matches '{filter}'.");
        }

        if (total.Failed > 0 || !endedWell || total.Passed == 0)
        {
            throw Failed(string.Join('\n', [
                $"{total.Failed} of {total.Passed + total.Failed} failed; their whole messages stand above.",
                .. total.Failures.Take(MostFailures),
            ]));
        }
    }

    private async Task<(TestReport Report, int ExitCode)> RunAsync(TestSuite suite, string? filter, CancellationToken cancellation)
    {
        var file = Path.Combine(context.Paths.Cache, $"{suite.Project}.xml");
        File.Delete(file);
        var watch = new TestWatch(suite.Patience, TimeProvider.System);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var run = launcher.RunAsync(
            new ProcessSpec(TestProject.Dotnet, Arguments(suite, filter, file), context.Paths.Root, TestEnvironment(suite), line => Tell(suite, watch, line)),
            ending.Token);
        var silence = watch.UntilSilentAsync(ending.Token);
        var hangs = await Task.WhenAny(run, silence) == silence && silence.IsCompletedSuccessfully;
        if (hangs)
        {
            await ending.CancelAsync();
        }

        try
        {
            var exitCode = (await run).ExitCode;
            return File.Exists(file)
                ? (TestReport.Read(file), exitCode)
                : throw Failed($"The test runner of {suite.Project} ended with exit code {exitCode} and no report.");
        }
        catch (OperationCanceledException) when (hangs)
        {
            throw Failed(string.Join('\n', [$"No test of {suite.Project} began or ended for {suite.Patience.TotalMinutes:0} minutes. These were running:", .. watch.Running]));
        }
        finally
        {
            await ending.CancelAsync();
        }
    }

    private IReadOnlyList<string> Arguments(TestSuite suite, string? filter, string report) =>
    [
        new TestProject(context, suite.Project).Assembly,
        "-noLogo", "-noColor", "-reporter", "verbose", "-result-xml", report,
        .. filter is null ? Array.Empty<string>() : ["-class", filter],
    ];

    /// <summary>Of each test that is told, its start; the end of one is the start of the next.</summary>
    private static void Tell(TestSuite suite, TestWatch watch, string line)
    {
        switch (watch.Take(line, out var test))
        {
            case null:
                Console.Out.WriteLine(line);
                break;
            case true when suite.TellsEach:
                Console.Out.WriteLine($"  {test.Replace($"{suite.Project}.", "", StringComparison.Ordinal)}");
                break;
        }
    }

    private Dictionary<string, string> TestEnvironment(TestSuite suite)
    {
        var environment = ProcessEnvironment.Copy();
        environment["OPENLINUX_HOST"] = Path.Combine(AppContext.BaseDirectory, "OpenLinux.Host.dll");
        environment["OPENLINUX_CHECKOUT"] = context.Paths.Root;
        environment.Remove("OPENLINUX_ROOT");
        if (suite.IsSmall && MemoryFolder.Find() is { } folder)
        {
            environment.TryAdd("TMPDIR", folder);
        }

        return environment;
    }

    private static BuildException Failed(string cause) => new(
        HostErrors.TestsFailed, "tests", cause, "./build.sh --target=Test --filter='*NameOfTheClass*' runs one class alone.");
}

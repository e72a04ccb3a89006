using System.Xml.Linq;
using OpenLinux.Engine.Diagnostics;
using OpenLinux.Engine.Processes;

namespace OpenLinux.Host.Testing;

/// <summary>Builds the test project, runs it on this very host, and makes "N passed, N failed" the last line that is printed.</summary>
internal sealed class TestRun(BuildContext context)
{
    private readonly IProcessLauncher launcher = context.Services.Launcher;

    /// <param name="filter">A class name pattern as xunit takes it ("*Engine*"), or null for all.</param>
    /// <exception cref="BuildException">The tests did not compile, or one failed.</exception>
    public async Task RunAsync(string? filter, CancellationToken cancellation)
    {
        await CompileAsync(cancellation);
        var report = Path.Combine(context.Paths.Cache, "tests.xml");
        File.Delete(report);
        var run = await RunDotnetAsync(
            [TestAssembly, "-noLogo", "-noColor", "-result-xml", report, .. filter is null ? Array.Empty<string>() : ["-class", filter]],
            cancellation);
        if (!File.Exists(report))
        {
            throw Failed($"The test runner ended with exit code {run.ExitCode} and no report.");
        }

        var (passed, failed, skipped) = Count(report);
        context.LastLine = $"{passed} passed, {failed} failed{(skipped == 0 ? "" : $", {skipped} skipped")}";
        if (passed + failed + skipped == 0)
        {
            throw Failed(filter is null ? "There was no test." : $"No test's class matches '{filter}'.");
        }

        if (failed > 0 || run.ExitCode != 0 || passed == 0)
        {
            throw Failed($"{failed} of {passed + failed} failed; their messages stand above.");
        }
    }

    private string TestAssembly => Path.Combine(context.Paths.Cache, "msbuild", "bin", "OpenLinux.Tests", "release", "OpenLinux.Tests.dll");

    private async Task CompileAsync(CancellationToken cancellation)
    {
        context.Journal.Information("Compiling the tests");
        var build = await launcher.RunAsync(
            new ProcessSpec(
                DotnetPath,
                ["build", context.Paths.Tests, "-c", "Release", "-v", "quiet", "-nologo", .. CakePackages],
                context.Paths.Root),
            cancellation);
        if (build.ExitCode != 0)
        {
            throw Failed(build.Stdout + build.Stderr);
        }
    }

    private Task<ProcessResult> RunDotnetAsync(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var environment = ProcessEnvironment.Copy();
        environment["OPENLINUX_HOST"] = Path.Combine(AppContext.BaseDirectory, "OpenLinux.Host.dll");
        environment["OPENLINUX_CHECKOUT"] = context.Paths.Root;
        environment.Remove("OPENLINUX_ROOT");
        return launcher.RunAsync(
            new ProcessSpec(DotnetPath, arguments, context.Paths.Root, environment, Console.Out.WriteLine), cancellation);
    }

    private static string DotnetPath => Environment.ProcessPath ?? "dotnet";

    private static string[] CakePackages =>
        Environment.GetEnvironmentVariable("OPENLINUX_CAKE_PACKAGES") is { Length: > 0 } flavour ? [$"-p:CakePackages={flavour}"] : [];

    private static (int Passed, int Failed, int Skipped) Count(string report)
    {
        var assemblies = XDocument.Load(report).Descendants("assembly").ToList();
        int Sum(string attribute) => assemblies.Sum(assembly => (int?)assembly.Attribute(attribute) ?? 0);
        return (Sum("passed"), Sum("failed") + Sum("errors"), Sum("skipped"));
    }

    private static BuildException Failed(string cause) => new(
        HostErrors.TestsFailed, "tests/OpenLinux.Tests", cause, "./build.sh --target=Test --filter='*NameOfTheClass*' runs one class alone.");
}

using OpenLinux.Common.Errors;
using OpenLinux.Common.Processes;
using OpenLinux.Host.Errors;
using OpenLinux.Host.Lifetime;

namespace OpenLinux.Host.Testing;

/// <summary>Compiles <c>tests/OpenLinux.Bench</c>, which is apart from the tests, and runs it.</summary>
internal sealed class BenchProgram(BuildContext context)
{
    /// <summary>What is kept of the figures, beside the outputs of the architectures.</summary>
    private const string Results = "bench";

    private readonly TestProject project = new(context, "OpenLinux.Bench");

    /// <exception cref="BuildException">It did not compile, or could not begin (<c>OL021</c>).</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await project.CompileAsync(Failed, cancellation);
        var run = await context.Services.Launcher.RunAsync(
            new ProcessSpec(TestProject.Dotnet, [project.Assembly, "run", .. Options()], context.Paths.Root, null, Console.Out.WriteLine), cancellation);
        if (run.ExitCode != 0)
        {
            throw Failed(run.Stderr);
        }
    }

    private IEnumerable<string> Options()
    {
        yield return $"--project={context.Paths.Root}";
        yield return $"--folder={context.CommandLine.Value("bench-dir") ?? Path.Combine(context.Paths.Cache, Results)}";
        yield return $"--results={context.Paths.Output(Results)}";
        foreach (var option in new[] { "only", "runs", "openlinux" })
        {
            if (context.CommandLine.Value(option) is { } value)
            {
                yield return $"--{option}={value}";
            }
        }

        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            yield return $"--document={Path.Combine(context.Paths.Root, "docs", "benchmarks.md")}";
        }
    }

    private static BuildException Failed(string cause) => new(
        HostErrors.BenchFailed, "bench", cause, "./build.sh --target=Bench --only=b,d measures some rows alone; --help shows what else it takes");
}

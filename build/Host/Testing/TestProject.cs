using OpenLinux.Common.Errors;
using OpenLinux.Common.Processes;
using OpenLinux.Host.Lifetime;

namespace OpenLinux.Host.Testing;

/// <summary>A project below <c>tests/</c>, compiled by the .NET that this host runs on.</summary>
/// <param name="name">Its folder, the project and its assembly, which share it.</param>
internal sealed class TestProject(BuildContext context, string name)
{
    public static string Dotnet => Environment.ProcessPath ?? "dotnet";

    public string Assembly => Path.Combine(context.Paths.Cache, "msbuild", "bin", name, "release", $"{name}.dll");

    private static string[] CakePackages =>
        Environment.GetEnvironmentVariable("OPENLINUX_CAKE_PACKAGES") is { Length: > 0 } flavour ? [$"-p:CakePackages={flavour}"] : [];

    /// <param name="failed">Makes the failure, of what the compiler said.</param>
    /// <exception cref="BuildException">It does not compile.</exception>
    public async Task CompileAsync(Func<string, BuildException> failed, CancellationToken cancellation)
    {
        context.Reporter.Information($"Compiling {name}");
        var build = await context.Services.Launcher.RunAsync(
            new ProcessSpec(
                Dotnet,
                ["build", Path.Combine(context.Paths.Tests, name), "-c", "Release", "-v", "quiet", "-nologo", .. CakePackages],
                context.Paths.Root),
            cancellation);
        if (build.ExitCode != 0)
        {
            throw failed(build.Stdout + build.Stderr);
        }
    }
}

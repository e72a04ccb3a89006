using Cake.Core;
using Cake.Core.IO;
using Cake.Core.Tooling;

namespace Cake.Docker;

/// <summary>Runs any command of the client from its settings.</summary>
public class GenericDockerRunner<TSettings>(
    IFileSystem fileSystem, ICakeEnvironment environment, IProcessRunner processRunner, IToolLocator tools)
    : Tool<TSettings>(fileSystem, environment, processRunner, tools)
    where TSettings : AutoToolSettings, new()
{
    /// <param name="command">One or more words: "image build".</param>
    /// <param name="additional">What follows the options, quoted by the caller where it needs it.</param>
    /// <exception cref="CakeException">The client exited with another code than 0.</exception>
    public void Run(string command, TSettings settings, string[] additional)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Run(settings, Arguments(command, settings, additional));
    }

    /// <summary>As <see cref="Run(string, TSettings, string[])"/>, and hands over the lines of standard output.</summary>
    /// <exception cref="CakeException">The client exited with another code than 0.</exception>
    public T[] RunWithResult<T>(
        string command, TSettings settings, Func<IEnumerable<string>, T[]> processOutput, params string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(processOutput);
        T[] result = [];
        Run(
            settings,
            Arguments(command, settings, arguments),
            new ProcessSettings { RedirectStandardOutput = true },
            process => result = processOutput(process.GetStandardOutput()));
        return result;
    }

    protected override string GetToolName() => "Docker";

    protected override IEnumerable<string> GetToolExecutableNames() => ["docker", "docker.exe"];

    private static ProcessArgumentBuilder Arguments(string command, TSettings settings, string[] additional)
    {
        var builder = new ProcessArgumentBuilder();
        builder.AppendAll(command, settings, additional);
        return builder;
    }
}

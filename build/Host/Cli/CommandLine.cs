using OpenLinux.Engine.Diagnostics;

namespace OpenLinux.Host.Cli;

/// <summary>What happens before Cake starts: arguments are understood, help is shown, mistakes are named.</summary>
internal static class CommandLine
{
    public static int Run(IReadOnlyList<string> args, Func<HostArguments, int> host)
    {
        HostArguments arguments;
        try
        {
            arguments = ArgumentParser.Parse(args);
        }
        catch (BuildException error)
        {
            Console.Error.WriteLine($"Error: {error.Message}");
            return ExitCodes.Usage;
        }

        if (arguments.Has("help"))
        {
            HelpText.Print(Console.Out);
            return ExitCodes.Success;
        }

        var result = host(arguments);
        return result == ExitCodes.Success ? result : BuildLifetime.ExitCode;
    }
}

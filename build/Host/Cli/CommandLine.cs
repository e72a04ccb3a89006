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

        ColourOnlyTerminals();
        var result = host(arguments);
        if (BuildLifetime.LastLine is { } line)
        {
            Console.Out.WriteLine(line);
        }

        return result == ExitCodes.Success ? result : BuildLifetime.ExitCode;
    }

    /// <summary>Cake goes by TERM alone; a log or a pipe wants no escape sequences, unless its CI is known to show them.</summary>
    private static void ColourOnlyTerminals()
    {
        string[] knowledgeable = ["GITHUB_ACTION", "TF_BUILD"];
        if (Console.IsOutputRedirected && knowledgeable.All(variable => Environment.GetEnvironmentVariable(variable) is null))
        {
            Environment.SetEnvironmentVariable("NO_COLOR", "1");
        }
    }
}

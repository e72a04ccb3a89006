using OpenLinux.Common.Errors;
using OpenLinux.Common.Files;
using OpenLinux.Host.Errors;
using OpenLinux.Host.Reporting;

namespace OpenLinux.Host.Cli;

/// <summary>What happens before Cake starts: arguments are understood, questions are answered, mistakes are named.</summary>
internal static class CommandLine
{
    /// <summary>Twice what a build on two cores was seen to need; most of it are the libraries that it loads.</summary>
    private const long OpenFiles = 256;

    /// <param name="heard">Told of all that is printed.</param>
    /// <param name="answer">Answers what needs no Cake, where that is asked; says whether it was.</param>
    public static int Run(
        IReadOnlyList<string> args, OutputListener heard, Func<HostArguments, TextWriter, bool> answer, Func<HostArguments, RunEnding, int> host)
    {
        var output = GuardedOutput.Install(heard);
        var exitCode = RunGuarded(args, answer, host);
        if (output.Fault is not { } fault)
        {
            return exitCode;
        }

        Complain(new BuildException(
            HostErrors.OutputUnwritable,
            "standard output",
            fault.GetBaseException().Message,
            $"send it to where there is space; the build itself went on to its end{(exitCode == ExitCodes.Success ? " and is whole" : "")}",
            fault));
        return exitCode == ExitCodes.Success ? ExitCodes.Failure : exitCode;
    }

    private static int RunGuarded(IReadOnlyList<string> args, Func<HostArguments, TextWriter, bool> answer, Func<HostArguments, RunEnding, int> host)
    {
        HostArguments arguments;
        try
        {
            OpenFileLimit.Require(OpenFiles);
            arguments = ArgumentParser.Parse(args);
            if (answer(arguments, Console.Out))
            {
                return ExitCodes.Success;
            }
        }
        catch (BuildException error)
        {
            Complain(error);
            return HostErrors.IsUsage(error) ? ExitCodes.Usage : ExitCodes.Failure;
        }

        ColourOnlyTerminals();
        var ending = new RunEnding { Document = arguments.Has(DocumentOutput.Option) ? DocumentOutput.Reserve() : null };
        var result = host(arguments, ending);
        if (ending.Failed is { } failed && arguments.Loudness != Loudness.Quiet)
        {
            Console.Error.WriteLine(failed);
        }

        if (ending.LastLine is { } line)
        {
            Console.Out.WriteLine(line);
        }

        GuardedOutput.Block?.Close();

        return result == ExitCodes.Success ? result : ending.ExitCode;
    }

    private static void Complain(BuildException error)
    {
        Console.Error.WriteLine(LabelledText.ForError($"Error: {error.Message}"));
        FailureAnnotations.Tell(error, Environment.CurrentDirectory);
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

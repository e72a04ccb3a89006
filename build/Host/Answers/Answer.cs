using OpenLinux.Common.Errors;
using OpenLinux.Configuration.Loading;
using OpenLinux.Host.Answers.Completions;
using OpenLinux.Host.Checkouts;
using OpenLinux.Host.Cli;

namespace OpenLinux.Host.Answers;

/// <summary>What is asked of the command line itself, and needs neither Cake nor a build.</summary>
internal static class Answer
{
    /// <returns>Whether anything of the kind was asked; then it is answered.</returns>
    /// <exception cref="BuildException">There is no such topic or shell (<c>OL014</c>), or the answer lies in a checkout that is none or is broken.</exception>
    public static bool To(HostArguments arguments, TextWriter writer)
    {
        if (arguments.Value("help") is { } topic)
        {
            Help(topic, arguments, new HelpText(writer, TerminalWidth.Current));
            return true;
        }

        if (arguments.Has(OptionTable.Version.Name))
        {
            writer.WriteLine($"OpenLinux {ConfigurationLoader.Load(CheckoutLocator.Locate().Config, []).Version}");
            writer.WriteLine($"Cake {new CakeVersion().GetVersion()}");
            return true;
        }

        if (arguments.Value("completions") is { } shell)
        {
            writer.Write(CompletionScript.For(shell));
            return true;
        }

        return false;
    }

    /// <summary>"push --help" asks of pushing.</summary>
    private static void Help(string topic, HostArguments arguments, HelpText help)
    {
        var name = topic.Length == 0 && arguments.Has("target") ? arguments.Targets[0] : topic;
        if (name.Length == 0)
        {
            help.Print();
        }
        else
        {
            help.Print(HelpTopic.Of(name));
        }
    }
}

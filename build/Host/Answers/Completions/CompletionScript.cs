using OpenLinux.Common.Errors;
using OpenLinux.Host.Cli;

namespace OpenLinux.Host.Answers.Completions;

/// <summary>What a shell is to source. Its words are in it: a Tab starts nothing.</summary>
internal static class CompletionScript
{
    /// <summary>What is completed: the entry points, from wherever they are called.</summary>
    public const string Command = "build.sh";

    /// <param name="shell">One of <see cref="OptionTable.Shells"/>.</param>
    /// <exception cref="BuildException">It is none of them (<c>OL014</c>).</exception>
    public static string For(string shell) => shell switch
    {
        "bash" => BashCompletion.Of(CompletionWords.OfTables()),
        "zsh" => ZshCompletion.Of(CompletionWords.OfTables()),
        "fish" => FishCompletion.Of(CompletionWords.OfTables()),
        "powershell" => PowerShellCompletion.Of(CompletionWords.OfTables()),
        _ => throw UnknownChoice.Of("completions", shell, "shell", OptionTable.Shells),
    };
}

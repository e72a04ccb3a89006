using System.Text;
using Cake.Core;
using Cake.Core.IO;
using Cake.Core.IO.Arguments;

namespace OpenLinux.Docker.Client;

/// <summary>
/// Quoting that survives <c>ProcessStartInfo.Arguments</c> (the rules .NET splits it by, on every platform).
/// Until Cake 7, its own <c>QuotedArgument</c> leaves the quotes inside a text as they are, which tears <c>CMD ["/bin/sh"]</c> apart.
/// </summary>
internal static class ArgumentQuoting
{
    private static readonly bool CakeEscapes = new QuotedArgument(new TextArgument("\"")).Render() != "\"\"\"";

    public static string Quote(string text)
    {
        var result = new StringBuilder("\"");
        var backslashes = 0;
        foreach (var character in text)
        {
            if (character == '\\')
            {
                backslashes++;
                continue;
            }

            // Backslashes are special only before a quote.
            result.Append('\\', character == '"' ? (backslashes * 2) + 1 : backslashes).Append(character);
            backslashes = 0;
        }

        return result.Append('\\', backslashes * 2).Append('"').ToString();
    }

    /// <summary>The same arguments with what Cake quoted quoted properly; for <c>ToolSettings.ArgumentCustomization</c>.</summary>
    public static ProcessArgumentBuilder Requote(ProcessArgumentBuilder arguments)
    {
        if (CakeEscapes)
        {
            return arguments;
        }

        var result = new ProcessArgumentBuilder();
        foreach (IProcessArgument argument in arguments)
        {
            result.Append(argument is QuotedArgument ? new TextArgument(Quote(argument.Render()[1..^1])) : argument);
        }

        return result;
    }
}

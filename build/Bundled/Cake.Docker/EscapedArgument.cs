using System.Text;
using Cake.Core.IO;

namespace Cake.Docker;

/// <summary>
/// One argument whatever is in it. Cake's own <c>QuotedArgument</c> does not escape quotes inside the text;
/// this follows the rules by which .NET splits <c>ProcessStartInfo.Arguments</c> on every platform.
/// </summary>
internal sealed class EscapedArgument(string text) : IProcessArgument
{
    public string Render()
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

            // Backslashes count only before a quote; there, each stands for itself when doubled.
            result.Append('\\', character == '"' ? (backslashes * 2) + 1 : backslashes).Append(character);
            backslashes = 0;
        }

        return result.Append('\\', backslashes * 2).Append('"').ToString();
    }

    public string RenderSafe() => Render();

    public override string ToString() => RenderSafe();
}

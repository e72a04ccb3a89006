using System.Buffers;
using System.Text;

namespace OpenLinux.Common.Processes;

/// <summary>A command as a line for sh, for people to repeat.</summary>
public static class ShellCommand
{
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+./:,@%=");

    private static readonly SearchValues<char> PlainInMakefiles =
        SearchValues.Create("/+,-.0123456789@ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");

    /// <summary>Whether neither make nor a shell script takes a path apart: a build system has no way to quote its own.</summary>
    public static bool IsPlain(string path) => !path.AsSpan().ContainsAnyExcept(PlainInMakefiles);

    /// <summary><c>cd DIR &amp;&amp; env -i A=b … PROGRAM …</c>: the same command, folder and environment.</summary>
    public static string Line(
        string workingDirectory, IReadOnlyDictionary<string, string> environment, IReadOnlyList<string> arguments)
    {
        var line = new StringBuilder("cd ").Append(Quote(workingDirectory)).Append(" && env -i");
        foreach (var (name, value) in environment.OrderBy(variable => variable.Key, StringComparer.Ordinal))
        {
            line.Append(' ').Append(Quote($"{name}={value}"));
        }

        foreach (var argument in arguments)
        {
            line.Append(' ').Append(Quote(argument));
        }

        return line.ToString();
    }

    /// <summary>One word for a POSIX shell (XCU 2.2.2): as it is where nothing in it is special, else in single quotes.</summary>
    public static string Quote(string word) =>
        word.Length > 0 && !word.AsSpan().ContainsAnyExcept(Plain)
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}

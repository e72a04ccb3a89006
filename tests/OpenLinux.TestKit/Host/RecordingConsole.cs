using System.Globalization;
using System.Text;
using Cake.Core;

namespace OpenLinux.TestKit.Host;

/// <summary>Keeps what a host prints, the two streams apart.</summary>
internal sealed class RecordingConsole : IConsole
{
    private readonly StringBuilder output = new();
    private readonly StringBuilder error = new();

    public string Output => output.ToString();

    public string Error => error.ToString();

    public ConsoleColor ForegroundColor { get; set; }

    public ConsoleColor BackgroundColor { get; set; }

    public bool SupportAnsiEscapeCodes => false;

    public void Write(string format, params object[] arg) => output.Append(string.Format(CultureInfo.InvariantCulture, format, arg));

    public void Write(string value) => output.Append(value);

    public void WriteLine(string format, params object[] arg) => output.AppendLine(string.Format(CultureInfo.InvariantCulture, format, arg));

    public void WriteLine(string value) => output.AppendLine(value);

    public void WriteError(string format, params object[] arg) => error.Append(string.Format(CultureInfo.InvariantCulture, format, arg));

    public void WriteError(string value) => error.Append(value);

    public void WriteErrorLine(string format, params object[] arg) => error.AppendLine(string.Format(CultureInfo.InvariantCulture, format, arg));

    public void WriteErrorLine(string value) => error.AppendLine(value);

    public void ResetColor()
    {
    }
}

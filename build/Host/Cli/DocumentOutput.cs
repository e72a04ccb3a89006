using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace OpenLinux.Host.Cli;

/// <summary>Standard output, kept for the one document of <c>--json</c>: all else that is said goes to standard error.</summary>
public sealed class DocumentOutput
{
    public const string Option = "json";

    private static readonly JsonWriterOptions Readable =
        new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly TextWriter output;

    public DocumentOutput(TextWriter output) => this.output = output;

    /// <summary>From now on, what is printed is no document.</summary>
    public static DocumentOutput Reserve()
    {
        var document = new DocumentOutput(Console.Out);
        Console.SetOut(Console.Error);
        return document;
    }

    /// <param name="members">Writes those of the document's one object.</param>
    public void Write(Action<Utf8JsonWriter> members)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Readable))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        output.Write($"{Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length)}\n");
    }
}

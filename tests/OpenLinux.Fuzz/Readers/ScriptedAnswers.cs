using System.Globalization;
using System.Net;
using System.Text;
using OpenLinux.Common.Reporting;
using OpenLinux.Registry.Transport;

namespace OpenLinux.Fuzz.Readers;

/// <summary>A registry that answers what a text says, and the last of it again and again; it stands where the connection does.</summary>
internal sealed class ScriptedAnswers(string script) : HttpMessageHandler, IReporter
{
    private readonly string[] answers = script.Split("\n%%\n");
    private int next;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri!.Scheme != Uri.UriSchemeHttps)
        {
            throw RegistryFailures.PlainHttp(request.RequestUri);
        }

        if (request.Content is { } sent)
        {
            await sent.CopyToAsync(Stream.Null, cancellationToken);
        }

        var response = Parse(answers[Math.Min(next++, answers.Length - 1)]);
        response.RequestMessage = request;
        new RegistryWarnings(this).Report(response);
        return response.StatusCode >= HttpStatusCode.InternalServerError
            ? throw new TransientException($"answers {await RegistryAnswer.DescribeAsync(response)}")
            : response;
    }

    void IReporter.Progress(string subject, long done, long? total)
    {
    }

    void IReporter.Information(string message)
    {
    }

    void IReporter.Verbose(string message)
    {
    }

    void IReporter.Warning(string message)
    {
    }

    private static HttpResponseMessage Parse(string answer)
    {
        var parts = answer.Split("\n\n", 2);
        var lines = parts[0].Split('\n');
        int.TryParse(lines[0], NumberStyles.None, CultureInfo.InvariantCulture, out var status);
        var response = new HttpResponseMessage((HttpStatusCode)(status % 1000)) { Content = new ByteArrayContent(parts.Length > 1 ? Encoding.UTF8.GetBytes(parts[1]) : []) };
        foreach (var line in lines.Skip(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                // As from a connection: what no header can hold never comes through one.
                var (name, value) = (line[..colon], line[(colon + 1)..].Trim().ReplaceLineEndings("").Replace('\0', ' '));
                _ = response.Headers.TryAddWithoutValidation(name, value) || response.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return response;
    }
}

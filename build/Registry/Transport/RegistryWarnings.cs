using System.Collections.Concurrent;
using OpenLinux.Common.Reporting;
using OpenLinux.Common.Text;

namespace OpenLinux.Registry.Transport;

/// <summary>Hands on what registries want people to know, each once (OCI Distribution Specification 1.1, "Warnings").</summary>
internal sealed class RegistryWarnings(IReporter reporter)
{
    /// <summary>"Miscellaneous persistent warning" (RFC 7234, 5.5.7), the only one the specification allows.</summary>
    private const int Code = 299;

    private readonly ConcurrentDictionary<string, bool> told = new();

    public void Report(HttpResponseMessage response)
    {
        foreach (var warning in response.Headers.Warning)
        {
            if (warning is { Code: Code, Text: var quoted } && told.TryAdd(quoted, true))
            {
                reporter.Warning($"{response.RequestMessage?.RequestUri?.Authority}: {PrintableText.Of(quoted.Trim('"'))}");
            }
        }
    }
}

using System.Net;
using OpenLinux.Common.Errors;
using OpenLinux.Registry.Authentication;
using OpenLinux.Registry.Transport;

namespace OpenLinux.Registry.Client;

/// <summary>What an answer that is no success means, seen with the credentials that were given.</summary>
internal static class AnswerFailures
{
    /// <summary>Judges an answer of the registry by its errors' codes, else by its status.</summary>
    /// <param name="subject">What was asked for: a blob, a manifest, a tag, with its repository.</param>
    public static async Task<BuildException> OfAsync(string subject, HttpResponseMessage response, Authorizer authorizer)
    {
        var said = $"the registry answers {await RegistryAnswer.DescribeAsync(response)}";
        var codes = await RegistryAnswer.CodesAsync(response);
        if (response.StatusCode == HttpStatusCode.Unauthorized && (authorizer.IsAnonymous || !IsScopeInsufficient(response)))
        {
            return RegistryFailures.Unauthorized(subject, $"{said}\n{authorizer.Description}", authorizer.Host);
        }

        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden || codes.Contains("DENIED"))
        {
            return new BuildException(
                RegistryErrors.Denied, subject, $"{said}\n{authorizer.Description}", "ask for the right to this repository, or log in as someone who has it: docker login " + authorizer.Host);
        }

        if (codes.Contains("NAME_UNKNOWN") || codes.Contains("NAME_INVALID") || (response.StatusCode == HttpStatusCode.NotFound && codes.Count == 0))
        {
            return new BuildException(
                RegistryErrors.RepositoryUnknown, subject, said, "check the repository's name; some registries want it created first");
        }

        return new BuildException(
            RegistryErrors.ContentRefused, subject, said, "its own words say what it does not take; a 413 is often a limit of the proxy before it");
    }

    /// <summary>The token was good, but not for this (RFC 6750, 3.1).</summary>
    private static bool IsScopeInsufficient(HttpResponseMessage response) =>
        response.Headers.WwwAuthenticate.Any(challenge => challenge.Parameter?.Contains("insufficient_scope", StringComparison.Ordinal) ?? false);
}

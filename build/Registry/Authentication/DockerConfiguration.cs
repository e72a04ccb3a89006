using System.Text;
using System.Text.Json;
using OpenLinux.Common.Errors;
using OpenLinux.Oci.Json;
using OpenLinux.Oci.Naming;
using OpenLinux.Registry.Content;

namespace OpenLinux.Registry.Authentication;

/// <summary>
/// <c>config.json</c> of Docker's client: <c>auths</c>, <c>credHelpers</c>, <c>credsStore</c>
/// (docker/cli, <c>cli/config/configfile</c>). A file that is not there is an empty one.
/// </summary>
internal sealed class DockerConfiguration
{
    private static readonly JsonElement Empty = JsonDocument.Parse("{}").RootElement;

    private readonly JsonElement root;

    private DockerConfiguration(string place, JsonElement root) => (Place, this.root) = (place, root);

    /// <summary>Its path, also where there is no file.</summary>
    public string Place { get; }

    /// <param name="folder">The folder it stands in, or null where this user has none.</param>
    /// <exception cref="BuildException"><c>OL611</c>.</exception>
    public static DockerConfiguration Read(string? folder)
    {
        var file = Path.Join(folder, "config.json");
        return new DockerConfiguration(file, folder is null || !File.Exists(file) ? Empty : Parse(file));
    }

    /// <returns>The <c>NAME</c> of <c>docker-credential-NAME</c>, or null where credentials stand in the file.</returns>
    public string? HelperOf(string key)
    {
        var name = Find("credHelpers", key) is { ValueKind: JsonValueKind.String } own ? own.GetString() : root.TextOrNull("credsStore");
        return string.IsNullOrEmpty(name) ? null : name;
    }

    /// <exception cref="BuildException"><c>OL611</c>: the entry is not what <c>docker login</c> writes.</exception>
    public Credential? CredentialOf(string key)
    {
        if (Find("auths", key) is not { } entry)
        {
            return null;
        }

        if (entry.TextOrNull("identitytoken") is { Length: > 0 } token)
        {
            return new Credential("", token, isIdentityToken: true, Place);
        }

        var (user, password) = entry.TextOrNull("auth") is { Length: > 0 } encoded ? Decode(key, encoded) : (entry.TextOrNull("username"), entry.TextOrNull("password"));
        return user is { Length: > 0 } && password is not null ? new Credential(user, password, isIdentityToken: false, Place) : null;
    }

    /// <summary>An entry of that key, else one whose key is an address on the same host, as older clients wrote it.</summary>
    private JsonElement? Find(string section, string key)
    {
        if (root.Member(section) is not { ValueKind: JsonValueKind.Object } entries)
        {
            return null;
        }

        return entries.Member(key)
            ?? entries.EnumerateObject().Where(entry => HostOf(entry.Name) == HostOf(key)).Select(entry => (JsonElement?)entry.Value).FirstOrDefault();
    }

    private static string HostOf(string key)
    {
        var start = key.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme ? scheme + 3 : 0;
        var host = key[start..].Split('/')[0];
        return host == DockerHub.Host ? DockerHub.OldHost : host;
    }

    private (string User, string Password) Decode(string key, string encoded)
    {
        try
        {
            // Some clients padded it with NUL characters.
            var pair = Encoding.UTF8.GetString(Convert.FromBase64String(encoded)).TrimEnd('\0');
            var colon = pair.IndexOf(':', StringComparison.Ordinal);
            return colon < 0 ? throw new FormatException("no colon in it") : (pair[..colon], pair[(colon + 1)..]);
        }
        catch (FormatException malformed)
        {
            throw Unreadable(Place, $"auths.\"{key}\".auth is not user:password in base64", malformed);
        }
    }

    private static JsonElement Parse(string file)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            return document.RootElement.Clone();
        }
        catch (Exception fault) when (fault is JsonException or IOException or UnauthorizedAccessException)
        {
            throw Unreadable(file, fault.Message, fault);
        }
    }

    private static BuildException Unreadable(string file, string cause, Exception inner) => new(
        RegistryErrors.ConfigurationUnreadable, file, cause, "correct the file, or remove it and docker login again; DOCKER_CONFIG names another folder", inner);
}

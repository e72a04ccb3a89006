using System.Text;
using OpenLinux.Common.Errors;
using OpenLinux.Common.Files;
using OpenLinux.Common.Processes;
using OpenLinux.Engine.Remote;

namespace OpenLinux.Remote.Credentials;

/// <summary>
/// What a server lets this build in with, from the first place that has something: the address itself, <c>OPENLINUX_REMOTE_TOKEN</c>, the
/// credential helper, netrc. No record: nothing of it may reach a message, a log or a key.
/// </summary>
internal sealed class RemoteCredentials : IDisposable
{
    private const string Header = "Authorization";

    /// <summary>A helper's answer is asked for anew that long before it ends, and after that long where it does not say.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    /// <inheritdoc cref="Margin"/>
    private static readonly TimeSpan Lasting = TimeSpan.FromMinutes(30);

    private readonly RemoteAddress address;
    private readonly CredentialHelper? helper;
    private readonly SemaphoreSlim gate = new(1, 1);
    private IReadOnlyList<KeyValuePair<string, string>> headers = [];
    private DateTimeOffset until = DateTimeOffset.MaxValue;

    /// <exception cref="BuildException">The netrc that is there cannot be read (<c>OL711</c>).</exception>
    public RemoteCredentials(RemoteAddress address, RemoteSettings settings, IProcessLauncher launcher)
    {
        this.address = address;
        if (address.User is { } user)
        {
            headers = [Basic(user)];
        }
        else if (settings.Variables.GetValueOrDefault(RemoteSettings.TokenVariable) is { Length: > 0 } token)
        {
            headers = [new(Header, $"Bearer {token.Trim()}")];
        }
        else if (settings.CredentialHelper.Length > 0)
        {
            helper = new CredentialHelper(settings.CredentialHelper, Path.GetFullPath(settings.Folder), settings.Variables, launcher);
            until = DateTimeOffset.MinValue;
        }
        else if (FromNetrc(settings.Variables) is { } known)
        {
            headers = [Basic(known)];
        }
    }

    /// <summary>Whether there is anything to send, as far as that is known without asking a helper.</summary>
    public bool AreGiven => helper is not null || headers.Count > 0;

    /// <returns>Headers to send with a request.</returns>
    /// <exception cref="RemoteUnavailableException">The helper fails.</exception>
    public async ValueTask<IReadOnlyList<KeyValuePair<string, string>>> HeadersAsync(CancellationToken cancellation)
    {
        if (helper is null)
        {
            return headers;
        }

        await gate.WaitAsync(cancellation);
        try
        {
            if (DateTimeOffset.UtcNow >= until)
            {
                var answer = await helper.GetAsync(address.Uri, cancellation);
                headers = answer.Headers;
                until = answer.Expires is { } end ? end - Margin : DateTimeOffset.UtcNow + Lasting;
            }

            return headers;
        }
        catch (BuildException failure)
        {
            throw new RemoteUnavailableException($"{failure.Subject}: {failure.Cause}") { IsRefusal = true };
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    private static KeyValuePair<string, string> Basic((string Name, string Password) user) =>
        new(Header, "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user.Name}:{user.Password}")));

    private (string Name, string Password)? FromNetrc(IReadOnlyDictionary<string, string> variables)
    {
        var path = variables.GetValueOrDefault("NETRC") is { Length: > 0 } named ? named
            : variables.GetValueOrDefault("HOME") is { Length: > 0 } home ? Path.Combine(home, OperatingSystem.IsWindows() ? "_netrc" : ".netrc")
            : null;
        try
        {
            return path is not null && File.Exists(path) ? Netrc.Find(File.ReadAllText(path), address.Uri.IdnHost) : null;
        }
        catch (Exception fault) when (StorageFaults.IsFault(fault))
        {
            throw new BuildException(RemoteSettingsErrors.BadCredentials, path!, fault.Message, "chmod u+r, or NETRC=FILE for another one");
        }
    }
}

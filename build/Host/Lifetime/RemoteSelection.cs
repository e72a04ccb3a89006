using OpenLinux.Common.Processes;
using OpenLinux.Configuration.Loading;
using OpenLinux.Engine.Remote;
using OpenLinux.Host.Stamping;
using OpenLinux.Remote;
using OpenLinux.Remote.Opening;

namespace OpenLinux.Host.Lifetime;

/// <summary>Which remote cache this run has, and what for: by the command line, else <c>OPENLINUX_REMOTE_CACHE</c>, else the configuration.</summary>
internal static class RemoteSelection
{
    private const string AddressKey = "remote.cache";
    private const string None = "none";

    /// <param name="repository">Asked when something is to be uploaded.</param>
    /// <returns>Null where there is none.</returns>
    /// <exception cref="Common.Errors.BuildException">The address (<c>OL710</c>) or credentials (<c>OL711</c>) cannot be used.</exception>
    public static RemoteAccess? Of(BuildContext context, IProcessLauncher launcher, Func<RepositoryState?> repository)
    {
        var configured = context.Settings.Remote;
        var variables = ProcessEnvironment.Copy();
        var address = AddressOf(context, variables);
        if (address is "" or None)
        {
            return null;
        }

        var opened = RemoteCaches.Open(
            new RemoteSettings(address, variables)
            {
                Instance = configured.Instance,
                CredentialHelper = configured.CredentialHelper,
                Certificate = configured.Certificate,
                Key = configured.Key,
                Authority = configured.Authority,
                Folder = context.Paths.Root,
            },
            launcher);
        return new RemoteAccess(opened.Cache)
        {
            Reads = configured.Mode != "write",
            Writes = configured.Mode switch
            {
                "read" => static () => false,
                "" => () => opened.HasCredentials && repository() is { IsDirty: false },
                _ => static () => true,
            },
        };
    }

    /// <summary>Whether the address brings a password along: then nothing is noted of how this run was called.</summary>
    public static bool HasSecret(BuildContext context) => AddressOf(context, ProcessEnvironment.Copy()).Contains('@', StringComparison.Ordinal);

    private static string AddressOf(BuildContext context, IReadOnlyDictionary<string, string> variables)
    {
        var configured = context.Settings.Remote.Cache;
        return context.CommandLine.Overrides.Any(option => ConfigurationKeys.Find(option.Key)?.Key.Path == AddressKey)
            ? configured
            : variables.GetValueOrDefault(RemoteSettings.AddressVariable) ?? configured;
    }
}

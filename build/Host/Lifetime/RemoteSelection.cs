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
        var address = AddressOf(context);
        if (address is "" or None)
        {
            return null;
        }

        var opened = RemoteCaches.Open(SettingsOf(context, address), launcher);
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

    /// <summary>How to be let in at an address, as a cache or as an executor.</summary>
    public static RemoteSettings SettingsOf(BuildContext context, string address)
    {
        var configured = context.Settings.Remote;
        return new RemoteSettings(address, ProcessEnvironment.Copy())
        {
            Instance = configured.Instance,
            CredentialHelper = configured.CredentialHelper,
            Certificate = configured.Certificate,
            Key = configured.Key,
            Authority = configured.Authority,
            Folder = context.Paths.Root,
        };
    }

    /// <returns>The cache's address; empty or "none" for none. An executor's content is a cache where there is no other.</returns>
    public static string AddressOf(BuildContext context)
    {
        var address = AddressOf(context, ProcessEnvironment.Copy());
        return address.Length > 0 ? address : context.Settings.RemoteExecution.Executor;
    }

    /// <summary>Whether the address brings a password along: then nothing is noted of how this run was called.</summary>
    public static bool HasSecret(BuildContext context) => (AddressOf(context) + context.Settings.RemoteExecution.Executor).Contains('@', StringComparison.Ordinal);

    private static string AddressOf(BuildContext context, IReadOnlyDictionary<string, string> variables)
    {
        var configured = context.Settings.Remote.Cache;
        return context.CommandLine.Overrides.Any(option => ConfigurationKeys.Find(option.Key)?.Key.Path == AddressKey)
            ? configured
            : variables.GetValueOrDefault(RemoteSettings.AddressVariable) ?? configured;
    }
}

using OpenLinux.Common.Errors;

namespace OpenLinux.Remote;

/// <summary>What is wrong with how a remote cache is configured, told before anything starts.</summary>
public static class RemoteSettingsErrors
{
    public static readonly ErrorCode BadAddress = new("OL710", "the remote cache's address cannot be used",
        "misspelt, or of a kind that this build does not speak", "`https://HOST[:PORT][/PATH]`; `none` builds without it");

    public static readonly ErrorCode BadCredentials = new("OL711", "the remote cache's credentials cannot be used",
        "a helper that fails, a certificate or key that is no PEM, a netrc that cannot be read; it is named", "correct it, or take it out of `[remote]`");
}

using OpenLinux.Common.Errors;

namespace OpenLinux.Registry;

/// <summary>What can go wrong between this build and a registry.</summary>
public static class RegistryErrors
{
    public static readonly ErrorCode Unreachable = new("OL601", "the registry cannot be reached",
        "wrong name or port, no network, or no registry there", "the host is named; check it and the proxy's variables");

    public static readonly ErrorCode Untrusted = new("OL602", "no trusted connection to the registry",
        "a certificate of an unknown authority or for another host, or plain HTTP beyond loopback",
        "the authority's certificate into `/etc/docker/certs.d/HOST/ca.crt`");

    public static readonly ErrorCode Unauthorized = new("OL603", "the registry wants other credentials",
        "none in Docker's configuration, or refused", "`docker login HOST`");

    public static readonly ErrorCode Denied = new("OL604", "the registry denies it",
        "this user may not push or pull there; the registry's words are shown", "ask for the right, or log in as another");

    public static readonly ErrorCode RepositoryUnknown = new("OL605", "the registry has no such repository",
        "a misspelt name, or a registry that wants it created first", "create it there");

    public static readonly ErrorCode CredentialHelperFailed = new("OL606", "a credential helper failed",
        "`docker-credential-NAME` is missing or says no; its words are shown", "try it by hand: the command is shown");

    public static readonly ErrorCode ContentRefused = new("OL607", "the registry refuses the content",
        "a media type or size it does not take; its words are shown", "as it says");

    public static readonly ErrorCode DigestMismatch = new("OL608", "the registry computes another digest",
        "what it received is not what was sent", "push again; look for what stands in between");

    public static readonly ErrorCode PushFailed = new("OL609", "the registry failed at every try",
        "broken connections, or a registry that fails; its words are shown", "try again: nothing it has is sent twice");

    public static readonly ErrorCode ConfigurationUnreadable = new("OL611", "Docker's configuration cannot be read",
        "`config.json` is broken or not readable", "correct it, or log in anew");

    public static readonly ErrorCode CertificateUnreadable = new("OL612", "a certificate of Docker's certs.d cannot be used",
        "not PEM, or a client certificate without its key", "the file is named");

    public static readonly ErrorCode ContentIncomplete = new("OL613", "the content to push is not whole",
        "a file changed or went during the push, or a manifest names what is not there", "build again");

    public static readonly ErrorCode NotARegistry = new("OL614", "the answer is not a registry's",
        "another server listens there, or a token server that cannot be understood", "check name and port");

    public static readonly ErrorCode ImageUnknown = new("OL615", "the registry has no such image",
        "a misspelt tag or digest, or an image that was removed", "check the reference");

    public static readonly ErrorCode ContentDamaged = new("OL616", "what the registry sends is not what its digest says",
        "content that was changed, there or on the way", "do not use it; push it again where it is yours");
}

using OpenLinux.Engine.Diagnostics;

namespace OpenLinux.Registry;

/// <summary>What can go wrong between this build and a registry.</summary>
public static class RegistryErrors
{
    public static readonly ErrorCode Unreachable = new("OL601", "the registry cannot be reached");
    public static readonly ErrorCode Untrusted = new("OL602", "no trusted connection to the registry");
    public static readonly ErrorCode Unauthorized = new("OL603", "the registry wants other credentials");
    public static readonly ErrorCode Denied = new("OL604", "the registry denies the push");
    public static readonly ErrorCode RepositoryUnknown = new("OL605", "the registry has no such repository");
    public static readonly ErrorCode CredentialHelperFailed = new("OL606", "a credential helper failed");
    public static readonly ErrorCode ContentRefused = new("OL607", "the registry refuses the content");
    public static readonly ErrorCode DigestMismatch = new("OL608", "the registry computes another digest");
    public static readonly ErrorCode PushFailed = new("OL609", "the push failed at every try");
    public static readonly ErrorCode InvalidReference = new("OL610", "not a reference to a registry");
    public static readonly ErrorCode ConfigurationUnreadable = new("OL611", "Docker's configuration cannot be read");
    public static readonly ErrorCode CertificateUnreadable = new("OL612", "a certificate of Docker's certs.d cannot be used");
    public static readonly ErrorCode ContentIncomplete = new("OL613", "the content to push is not whole");
    public static readonly ErrorCode NotARegistry = new("OL614", "the answer is not a registry's");
}

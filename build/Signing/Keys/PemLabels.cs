namespace OpenLinux.Signing.Keys;

/// <summary>What stands in the first line of a key's PEM (RFC 7468; RFC 5915, section 4).</summary>
internal static class PemLabels
{
    public const string Public = "PUBLIC KEY";

    /// <summary>PKCS #8.</summary>
    public const string Private = "PRIVATE KEY";

    /// <summary>PKCS #8 with a password.</summary>
    public const string Encrypted = "ENCRYPTED PRIVATE KEY";

    /// <summary>SEC 1.</summary>
    public const string Curve = "EC PRIVATE KEY";

    /// <summary>Which curve, before a key of <c>openssl ecparam</c>.</summary>
    public const string CurveParameters = "EC PARAMETERS";

    /// <summary>cosign's own, since version 2.</summary>
    public const string Sigstore = "ENCRYPTED SIGSTORE PRIVATE KEY";

    /// <summary>The same, before.</summary>
    public const string Cosign = "ENCRYPTED COSIGN PRIVATE KEY";

    public const string OpenSsh = "OPENSSH PRIVATE KEY";

    public const string Certificate = "CERTIFICATE";
}

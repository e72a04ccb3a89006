using OpenLinux.Oci.Naming;

namespace OpenLinux.TestKit.Signing;

/// <summary>What cosign 3.1.1 made once: <c>cosign generate-key-pair</c>, and what <c>cosign sign --tlog-upload=false</c> attached to an image. The key is nobody's.</summary>
internal static class CosignSample
{
    public const string Password = "pw";

    public static readonly OciDigest Image = OciDigest.Parse("sha256:2d3d40553498b8a9395f2c141065ed5057ad4c62ecd6a499f4769a954807ff12");

    public const string PrivateKey = """
        -----BEGIN ENCRYPTED SIGSTORE PRIVATE KEY-----
        eyJrZGYiOnsibmFtZSI6InNjcnlwdCIsInBhcmFtcyI6eyJOIjo2NTUzNiwiciI6
        OCwicCI6MX0sInNhbHQiOiJUSC9MeDhQRUZMUkYzM2hGdGd5TTNtVWFLdC90ZFR6
        VVdZU1E4bFJxbFZVPSJ9LCJjaXBoZXIiOnsibmFtZSI6Im5hY2wvc2VjcmV0Ym94
        Iiwibm9uY2UiOiJLZWRnVjl6a0dmbjEyUUZNVnVzems1MlN1OGFmdENNTCJ9LCJj
        aXBoZXJ0ZXh0IjoiMTFoWjh0ekhSVWphNnlXcG9hZXdKeVYvODd6TC9YMy95SzZV
        V2p4N2lyN01yNFhmbXp6Q0ZqVFd6U3NlNGFYTVgrL3M1YXoyZ0ZNalJtZ1NSamQz
        dHdMZVVyYVdmWHFTcFpxWnN6dGFUWUdGeGRMS1NLUXNhekxuWlhlb3BUcEtpOHpO
        TXJKb3lJZW1DV2JIYlJuRnRrNmw4QVQ2Z0dRcnNKemg3UmsyYmdnT1VYVGdtSE1G
        NEV1d240cDBSbDJYekJOSEFzeDJvaDBPRkE9PSJ9
        -----END ENCRYPTED SIGSTORE PRIVATE KEY-----
        """;

    public const string PublicKey = """
        -----BEGIN PUBLIC KEY-----
        MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEN3HKQesweIvc2XuLIrBk0+bShLmZ
        VwE/oKtzyoycsRjpWxtmtCCxciYZwNd89U7XDNqcHBM27DB1okciwQMmMQ==
        -----END PUBLIC KEY-----
        """;

    public const string Bundle = """
        {"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json","verificationMaterial":{"publicKey":{"hint":"B5YBD66x7XrdWQ5lsKsW2vKfeRS0zO8bNm67JVcsOP8="}},"dsseEnvelope":{"payload":"eyJfdHlwZSI6Imh0dHBzOi8vaW4tdG90by5pby9TdGF0ZW1lbnQvdjEiLCJzdWJqZWN0IjpbeyJkaWdlc3QiOnsic2hhMjU2IjoiMmQzZDQwNTUzNDk4YjhhOTM5NWYyYzE0MTA2NWVkNTA1N2FkNGM2MmVjZDZhNDk5ZjQ3NjlhOTU0ODA3ZmYxMiJ9LCJhbm5vdGF0aW9ucyI6e319XSwicHJlZGljYXRlVHlwZSI6Imh0dHBzOi8vc2lnc3RvcmUuZGV2L2Nvc2lnbi9zaWduL3YxIiwicHJlZGljYXRlIjp7fX0=","payloadType":"application/vnd.in-toto+json","signatures":[{"sig":"MEYCIQC9eVAKliPeAzfRyvgQJfjUEHwV6XP0Q/dNdFI2APDs7QIhAJKxcKG+AzDA2JJAbehXsLjEd1Jc9u1ne5/Wh6FkdjsY"}]}}
        """;
}

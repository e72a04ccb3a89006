using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OpenLinux.TestKit.Http;

/// <summary>Certificates of an authority that nobody else knows.</summary>
public sealed class TestCertificate : IDisposable
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UtcNow.AddDays(-1);

    private readonly X509Certificate2 certificate;

    private TestCertificate(X509Certificate2 certificate) => this.certificate = certificate;

    public string Pem => certificate.ExportCertificatePem();

    public string KeyPem => certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem();

    public byte[] Der => certificate.RawData;

    public static TestCertificate Authority(string name = "Test CA")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        return new TestCertificate(request.CreateSelfSigned(Start, Start.AddDays(30)));
    }

    /// <summary>For a server on 127.0.0.1, unless another name is given, or for a client.</summary>
    public TestCertificate Sign(string name, string? host = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (host is null)
        {
            names.AddIpAddress(IPAddress.Loopback);
        }
        else
        {
            names.AddDnsName(host);
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1"), new Oid("1.3.6.1.5.5.7.3.2")], critical: false));
        using var signed = request.Create(certificate, Start, Start.AddDays(20), RandomNumberGenerator.GetBytes(8));
        return new TestCertificate(signed.CopyWithPrivateKey(key));
    }

    public byte[] SignData(byte[] data)
    {
        using var key = certificate.GetECDsaPrivateKey()!;
        return key.SignData(data, HashAlgorithmName.SHA256);
    }

    public X509Certificate2 ToCertificate() => X509Certificate2.CreateFromPem(Pem, KeyPem);

    public bool HasSigned(X509Certificate2 other)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.Add(certificate);
        return chain.Build(other);
    }

    public void Dispose() => certificate.Dispose();
}

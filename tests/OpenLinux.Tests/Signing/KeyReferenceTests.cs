using System.Security.Cryptography;
using OpenLinux.Common.Errors;
using OpenLinux.Signing;
using OpenLinux.Signing.Keys;
using OpenLinux.Signing.Opening;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Signing;

namespace OpenLinux.Tests.Signing;

/// <summary>Keys in all the forms that people have them in: made by openssl 3.0, ssh-keygen and cosign 3.1.1, and nobody's.</summary>
public sealed class KeyReferenceTests : IDisposable
{
    private const string Password = "secret-word";

    private const string CurveAfterParameters = """
        -----BEGIN EC PARAMETERS-----
        BggqhkjOPQMBBw==
        -----END EC PARAMETERS-----
        -----BEGIN EC PRIVATE KEY-----
        MHcCAQEEIB1XDfaLF48ywb74ceTjxiAdqN4F+qM9PGxyq8Uy7xIXoAoGCCqGSM49
        AwEHoUQDQgAE5A/XfMgSUsJig9QfGhCso9BvEe+cUkus8hBuUbE6hxBvDyzkHcV5
        9c9clm04z/w9jIZ04tTrLsorctZ3acw8ow==
        -----END EC PRIVATE KEY-----
        """;

    private const string CurveEncryptedOfOld = """
        -----BEGIN EC PRIVATE KEY-----
        Proc-Type: 4,ENCRYPTED
        DEK-Info: AES-256-CBC,21B2CFB1D0E980574D2A54D1CF674386

        jX9YDVcxSkVu0wvNldf98DOZZnCkLdKOpfrLQLsZIvugAGC4MdmSxscRosYkMChs
        2SXP6mhQ6OBJQA0jAkE9mfLBYma24L5zh8ZfM37qe6+TVHULfYWb07LmXJXooQL5
        wjIGz29dsv2CpaG3M4/ES7Z7EimJcMaUzqyprEllRSI=
        -----END EC PRIVATE KEY-----
        """;

    private const string EdwardsEncrypted = """
        -----BEGIN ENCRYPTED PRIVATE KEY-----
        MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAjF3kX2d4rRqwICCAAw
        DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEJ7ii1QAhqzJZSSl3QRhCfoEQBdo
        NJ+VuiX7wW1pMVfjWMnUaEyRr6E0khm+KsvX+V+WQdRYq3zWbSBIKPx/ZEgnkEEP
        dFOALkArVsJoEsdrGUU=
        -----END ENCRYPTED PRIVATE KEY-----
        """;

    private const string EdwardsEncryptedByScrypt = """
        -----BEGIN ENCRYPTED PRIVATE KEY-----
        MIGTME8GCSqGSIb3DQEFDTBCMCEGCSsGAQQB2kcECzAUBAihzM2sEpIcKQICQAAC
        AQgCAQEwHQYJYIZIAWUDBAEqBBD6ZDE7T9YDFLNgcJ1hrx9qBEBKJqzJFif0kMCv
        MNidzR1FUZSyz4VR3StfEk5VCXIcelQQ1QmbXxkKhZbkPjs5yU0hUcJkwSDDgAnY
        MM0DkZrF
        -----END ENCRYPTED PRIVATE KEY-----
        """;

    private const string OpenSsh = """
        -----BEGIN OPENSSH PRIVATE KEY-----
        b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW
        QyNTUxOQAAACCJWlYEAklMDVXPqaa1vFKf2jO00msCAgxTsspNAPr1tQAAAJDDWN41w1je
        NQAAAAtzc2gtZWQyNTUxOQAAACCJWlYEAklMDVXPqaa1vFKf2jO00msCAgxTsspNAPr1tQ
        AAAEAyPBmLpdE2nY6hGyPXfAOugB2wVhbTPSiqvzfx5AtzP4laVgQCSUwNVc+pprW8Up/a
        M7TSawICDFOyyk0A+vW1AAAAB3Jvb3RAdm0BAgMEBQY=
        -----END OPENSSH PRIVATE KEY-----
        """;

    private const string CurvePublic = """
        -----BEGIN PUBLIC KEY-----
        MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE5A/XfMgSUsJig9QfGhCso9BvEe+c
        Ukus8hBuUbE6hxBvDyzkHcV59c9clm04z/w9jIZ04tTrLsorctZ3acw8ow==
        -----END PUBLIC KEY-----
        """;

    private const string CurvePublicCompressed = """
        -----BEGIN PUBLIC KEY-----
        MDkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDIgAD5A/XfMgSUsJig9QfGhCso9BvEe+c
        Ukus8hBuUbE6hxA=
        -----END PUBLIC KEY-----
        """;

    private const string EdwardsPublic = """
        -----BEGIN PUBLIC KEY-----
        MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
        -----END PUBLIC KEY-----
        """;

    private readonly TestFolder folder = new();
    private readonly List<string> warnings = [];

    public void Dispose() => folder.Dispose();

    public static TheoryData<string, string, string> Forms => new()
    {
        { "SEC 1, after the curve's parameters", CurveAfterParameters, CurvePublic },
        { "the same with the line ends of Windows", CurveAfterParameters.ReplaceLineEndings("\r\n"), CurvePublic },
        { "PKCS #8 with a password", EdwardsEncrypted, EdwardsPublic },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_private_key_belongs_to_its_public_half(string form, string key, string half)
    {
        using var signer = SampleKey.Reference(key, ("OPENLINUX_SIGN_PASSWORD", Password)).OpenPrivate();
        var verification = SampleKey.Reference(half).OpenPublic();

        signer.Verification.Fingerprint.Should().Be(verification.Fingerprint, form);
        verification.Verifies([1, 2], signer.Sign([1, 2])).Should().BeTrue(form);
        verification.Verifies([1, 3], signer.Sign([1, 2])).Should().BeFalse(form);
    }

    [Fact]
    public void A_key_of_cosigns_opens_with_its_password()
    {
        using var signer = SampleKey.Reference(CosignSample.PrivateKey, ("COSIGN_PASSWORD", CosignSample.Password)).OpenPrivate();

        signer.Verification.Fingerprint.Should().Be("B5YBD66x7XrdWQ5lsKsW2vKfeRS0zO8bNm67JVcsOP8=", "cosign wrote that hint");
        SampleKey.Reference(CosignSample.PublicKey).OpenPublic().Verifies([1], signer.Sign([1])).Should().BeTrue();
    }

    [Fact]
    public void A_public_key_has_one_fingerprint_however_it_is_written() =>
        SampleKey.Reference(CurvePublicCompressed).OpenPublic().Fingerprint.Should().Be(SampleKey.Reference(CurvePublic).OpenPublic().Fingerprint);

    [Fact]
    public void Our_variable_comes_before_cosigns()
    {
        using var signer = SampleKey.Reference(EdwardsEncrypted, ("OPENLINUX_SIGN_PASSWORD", Password), ("COSIGN_PASSWORD", "another")).OpenPrivate();

        signer.Verification.Algorithm.Should().Be("Ed25519");
    }

    [Theory]
    [InlineData(EdwardsEncrypted)]
    [InlineData(CosignSample.PrivateKey)]
    public void A_password_that_is_wrong_or_missing_is_told_by_its_variable(string key)
    {
        Refusal(SampleKey.Reference(key)).Should().Match<BuildException>(refusal => refusal.Code == SigningErrors.PasswordRefused && refusal.Cause.Contains("OPENLINUX_SIGN_PASSWORD and COSIGN_PASSWORD"));
        Refusal(SampleKey.Reference(key, ("COSIGN_PASSWORD", "wrong-word")))
            .Should().Match<BuildException>(refusal => refusal.Code == SigningErrors.PasswordRefused && refusal.Cause.Contains("COSIGN_PASSWORD") && !refusal.Message.Contains("wrong-word"));
        Refusal(SampleKey.Reference(key, ("COSIGN_PASSWORD", ""))).Code.Should().Be(SigningErrors.PasswordRefused, "set to nothing is set");
    }

    public static TheoryData<string, string, string> Refused => new()
    {
        { "OL801", "no key in PEM", "" },
        { "OL801", "no key in PEM", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIlaVgQCSUwNVc+pprW8Up/aM7TSawICDFOyyk0A+vW1 me" },
        { "OL801", "damaged", CurveAfterParameters.Replace("MHcCAQ", "MHYCAQ", StringComparison.Ordinal) },
        { "OL801", "damaged", CurveAfterParameters[..^40] },
        { "OL801", "damaged", "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIE\n-----END PRIVATE KEY-----\n" },
        { "OL801", "damaged", "-----BEGIN ENCRYPTED SIGSTORE PRIVATE KEY-----\ne30=\n-----END ENCRYPTED SIGSTORE PRIVATE KEY-----\n" },
        { "OL802", "does not sign", CurvePublic },
        { "OL802", "of OpenSSH", OpenSsh },
        { "OL802", "old way", CurveEncryptedOfOld },
        { "OL802", "than PBKDF2", EdwardsEncryptedByScrypt },
        { "OL802", "another curve", CurveOf(ECCurve.NamedCurves.nistP384) },
        { "OL802", "neither", Rsa(pkcs1: false) },
        { "OL802", "neither", Rsa(pkcs1: true) },
    };

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void What_signs_nothing_is_refused_and_nothing_of_it_is_shown(string code, string cause, string key)
    {
        var refusal = Refusal(SampleKey.Reference(key.Length > 0 ? key : "-", ("COSIGN_PASSWORD", Password)));

        refusal.Code.Id.Should().Be(code, refusal.Message);
        refusal.Cause.Should().Contain(cause);
        refusal.Subject.Should().Be("env://KEY");
        refusal.ToString().Should().NotContain(Password);
        key.Split('\n').Where(line => line.Length > 10 && !line.StartsWith("-----", StringComparison.Ordinal)).Where(refusal.ToString().Contains).Should().BeEmpty();
    }

    [Theory]
    [InlineData(CurveAfterParameters, "OL802", "private key")]
    [InlineData(CosignSample.PrivateKey, "OL802", "private key")]
    [InlineData("-", "OL801", "no key in PEM")]
    [InlineData("-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n", "OL802", "PEM of CERTIFICATE")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nMAA=\n-----END PUBLIC KEY-----\n", "OL801", "damaged")]
    public void What_verifies_nothing_is_refused(string key, string code, string cause)
    {
        var open = () => SampleKey.Reference(key).OpenPublic();

        open.Should().Throw<BuildException>().Which.Should().Match<BuildException>(refusal => refusal.Code.Id == code && refusal.Cause.Contains(cause));
    }

    [Fact]
    public void A_file_that_others_can_read_is_warned_of()
    {
        var file = folder.Write("cosign.key", CurveAfterParameters);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        OpenFile(file);
        warnings.Should().BeEmpty();

        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        OpenFile(file);

        warnings.Should().Equal($"{file} can be read by other users of this machine: chmod 600 {file}");
    }

    [Theory]
    [InlineData("nothing.key", "no such file")]
    [InlineData("", "cannot be read")]
    public void A_file_that_is_not_there_is_named(string name, string cause)
    {
        var refusal = Refusal(Reference(folder.PathOf(name)));

        refusal.Should().Match<BuildException>(failure => failure.Code == SigningErrors.KeyUnreadable && failure.Cause.Contains(cause));
        refusal.Subject.Should().Be(folder.PathOf(name));
    }

    [Theory]
    [InlineData("env://NOTHING")]
    [InlineData("env://EMPTY")]
    [InlineData("env://")]
    public void A_variable_that_holds_nothing_is_named(string reference)
    {
        var refusal = Refusal(new KeyReference(reference, new Dictionary<string, string> { ["EMPTY"] = "" }, warnings.Add));

        refusal.Should().Match<BuildException>(failure => failure.Code == SigningErrors.KeyUnreadable && failure.Subject == reference && failure.Cause.Contains("no such environment variable"));
    }

    [Fact]
    public void A_key_on_the_command_line_is_refused_and_not_repeated()
    {
        var refusal = Refusal(Reference(CurveAfterParameters));

        refusal.Code.Should().Be(SigningErrors.KeyUnreadable);
        refusal.Message.Should().NotContain("MHcCAQ").And.Contain("env://");
    }

    [Theory]
    [InlineData("pkcs11:token=t;object=o?module-path=/x&pin-value=98765", "pkcs11:token=t;object=o")]
    [InlineData("pkcs11:object=o;pin-value=98765", "pkcs11:object=o")]
    [InlineData("keys/cosign.key", "keys/cosign.key")]
    [InlineData("a\u001b[31mb", "a\\x1b[31mb")]
    public void What_is_shown_of_a_reference_is_no_secret(string reference, string shown) => KeyReference.Shown(reference).Should().Be(shown);

    [Theory]
    [InlineData("COSIGN_PASSWORD", "", true)]
    [InlineData("OPENLINUX_SIGN_PASSWORD", "x", true)]
    [InlineData("COSIGN_PKCS11_PIN", "1", true)]
    [InlineData("SIGN_KEY", CosignSample.PrivateKey, true)]
    [InlineData("SIGN_KEY", CosignSample.PublicKey, false)]
    [InlineData("PATH", "/bin", false)]
    public void Variables_that_hold_secrets_are_known(string name, string value, bool isSecret) => KeyReference.IsSecret(name, value).Should().Be(isSecret);

    [Fact]
    public void A_module_that_is_not_there_is_named()
    {
        var refusal = Refusal(Reference("pkcs11:object=x?module-path=/nonexistent/module.so&pin-value=98765"));

        refusal.Code.Should().Be(SigningErrors.TokenFailed);
        refusal.Cause.Should().Contain("/nonexistent/module.so");
        refusal.ToString().Should().NotContain("98765");
    }

    [Fact]
    public void A_token_that_nothing_leads_to_is_asked_for() =>
        Refusal(Reference("pkcs11:object=x")).Fix.Should().Contain("module-path").And.Contain("COSIGN_PKCS11_MODULE_PATH");

    private static BuildException Refusal(KeyReference reference)
    {
        var open = () => reference.OpenPrivate().Dispose();
        return open.Should().Throw<BuildException>().Which;
    }

    private KeyReference Reference(string text) => new(text, new Dictionary<string, string>(), warnings.Add);

    private void OpenFile(string path) => Reference(path).OpenPrivate().Dispose();

    private static string CurveOf(ECCurve curve)
    {
        using var key = ECDsa.Create(curve);
        return key.ExportPkcs8PrivateKeyPem();
    }

    private static string Rsa(bool pkcs1)
    {
        using var key = RSA.Create(2048);
        return pkcs1 ? key.ExportRSAPrivateKeyPem() : key.ExportPkcs8PrivateKeyPem();
    }
}

using OpenLinux.Common.Errors;
using OpenLinux.Signing;
using OpenLinux.Signing.Tokens;

namespace OpenLinux.Tests.Signing;

/// <summary>RFC 7512.</summary>
public sealed class Pkcs11UriTests
{
    [Fact]
    public void Its_parts_are_bytes_by_percent()
    {
        var uri = Pkcs11Uri.Parse("pkcs11:token=The%20Software%20PKCS%2311%20Softtoken;manufacturer=Snake%20Oil,%20Inc.;slot-id=3;object=%c3%a9;id=%69%00?module-path=/lib/x.so&pin-value=12%26%3B");

        uri.Token.Should().Be("The Software PKCS#11 Softtoken");
        uri.Manufacturer.Should().Be("Snake Oil, Inc.");
        uri.Slot.Should().Be(3);
        uri.Label.Should().Be("é");
        uri.Id.Should().Equal(0x69, 0);
        uri.ModulePath.Should().Be("/lib/x.so");
        uri.PinValue.Should().Be("12&;");
        (uri.Serial, uri.Model, uri.PinSource).Should().Be((null, null, null));
    }

    [Theory]
    [InlineData("file:/etc/pin%20code", "/etc/pin code")]
    [InlineData("file:///etc/pin", "/etc/pin")]
    [InlineData("/etc/pin", "/etc/pin")]
    public void A_PIN_may_lie_in_a_file(string source, string path) =>
        Pkcs11Uri.Parse($"pkcs11:object=x?pin-source={Uri.EscapeDataString(source)}").PinSource.Should().Be(path);

    [Theory]
    [InlineData("pkcs11:", "names no key")]
    [InlineData("pkcs11:token=x", "names no key")]
    [InlineData("pkcs11:object=x;object=y", "twice")]
    [InlineData("pkcs11:object=%4", "percent-encoded")]
    [InlineData("pkcs11:object=%zz", "percent-encoded")]
    [InlineData("pkcs11:object=x;slot-id=one", "no number")]
    [InlineData("pkcs11:object=x;colour=red", "are understood")]
    [InlineData("pkcs11:object=x;pin-value=98765", "are understood")]
    [InlineData("pkcs11:object=x?98765", "are understood")]
    public void What_cannot_be_meant_is_refused_and_no_PIN_is_shown(string text, string cause)
    {
        var parse = () => Pkcs11Uri.Parse(text);

        var refusal = parse.Should().Throw<BuildException>().Which;
        refusal.Code.Should().Be(SigningErrors.TokenFailed);
        refusal.Cause.Should().Contain(cause);
        refusal.Cause.Should().NotContain("98765");
    }
}

using System.Text;
using OpenLinux.Signing.Bundles;

namespace OpenLinux.Tests.Signing;

/// <summary>What is signed (https://github.com/secure-systems-lab/dsse, protocol.md).</summary>
public sealed class DsseEnvelopeTests
{
    [Theory]
    [InlineData("http://example.com/HelloWorld", "hello world", "DSSEv1 29 http://example.com/HelloWorld 11 hello world")]
    [InlineData("", "", "DSSEv1 0  0 ")]
    [InlineData("é", "ü\n", "DSSEv1 2 é 3 ü\n")]
    [InlineData("a 1 b", "c", "DSSEv1 5 a 1 b 1 c")]
    public void Type_and_payload_stand_with_their_lengths_in_bytes(string type, string payload, string encoded) =>
        Encoding.UTF8.GetString(DsseEnvelope.PreAuthEncoding(type, Encoding.UTF8.GetBytes(payload))).Should().Be(encoded);

    [Fact]
    public void A_payload_need_be_no_text() =>
        DsseEnvelope.PreAuthEncoding("t", [0, 0xff]).Should().Equal([.. "DSSEv1 1 t 2 "u8, 0, 0xff]);
}

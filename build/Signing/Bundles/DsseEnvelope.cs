using System.Globalization;
using System.Text;

namespace OpenLinux.Signing.Bundles;

/// <summary>A signed message with its type (https://github.com/secure-systems-lab/dsse, <c>protocol.md</c> and <c>envelope.md</c>), with one signature.</summary>
public sealed record DsseEnvelope(ReadOnlyMemory<byte> Payload, string PayloadType, byte[] Signature)
{
    /// <summary>What is signed: type and payload with their lengths in bytes, so that neither can run into the other.</summary>
    public static byte[] PreAuthEncoding(string payloadType, ReadOnlySpan<byte> payload)
    {
        var head = string.Create(
            CultureInfo.InvariantCulture, $"DSSEv1 {Encoding.UTF8.GetByteCount(payloadType)} {payloadType} {payload.Length} ");
        return [.. Encoding.UTF8.GetBytes(head), .. payload];
    }
}

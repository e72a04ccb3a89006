using System.Security.Cryptography;
using OpenLinux.Common.Files;

namespace OpenLinux.Archives.Tar;

/// <summary>Hashes what is written on its way to another stream.</summary>
internal sealed class HashingStream(Stream target) : WriteOnlyStream
{
    /// <summary>SHA-256 of all that was written.</summary>
    public IncrementalHash Hash { get; } = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public override void Write(byte[] buffer, int offset, int count)
    {
        Hash.AppendData(buffer, offset, count);
        target.Write(buffer, offset, count);
    }

    public override void Flush() => target.Flush();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Hash.Dispose();
        }

        base.Dispose(disposing);
    }
}

using OpenLinux.Common.Files;
using OpenLinux.Engine.Content;

namespace OpenLinux.Archives.Tar;

/// <summary>Hashes what is written on its way to another stream.</summary>
internal sealed class HashingStream(Stream target) : WriteOnlyStream
{
    /// <summary>Of all that was written.</summary>
    public RunningDigest Digest { get; } = new();

    public override void Write(byte[] buffer, int offset, int count)
    {
        Digest.Append(buffer.AsSpan(offset, count));
        target.Write(buffer, offset, count);
    }

    public override void Flush() => target.Flush();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Digest.Dispose();
        }

        base.Dispose(disposing);
    }
}

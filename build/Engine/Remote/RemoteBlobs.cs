using OpenLinux.Engine.Content;

namespace OpenLinux.Engine.Remote;

/// <summary>Reads from a server what is needed here at once, verified.</summary>
internal static class RemoteBlobs
{
    /// <summary>64 MiB: a listing of a folder, a compiler's messages; more is not held in memory for a server's word.</summary>
    private const long MaxBytes = 64 * 1024 * 1024;

    /// <exception cref="RemoteUnavailableException">It has none, or gave something else.</exception>
    public static async Task<byte[]> RequireAsync(this IRemoteCache server, Digest blob, CancellationToken cancellation)
    {
        if (blob.SizeBytes is < 0 or > MaxBytes || !DigestMessages.IsHash(blob.Hash))
        {
            throw new RemoteUnavailableException("a digest that cannot be one");
        }

        using var content = new MemoryStream((int)blob.SizeBytes);
        if (blob != Digest.Empty && !await server.ReadAsync(blob, content, cancellation))
        {
            throw new RemoteUnavailableException("it lacks what it has just made");
        }

        var bytes = content.ToArray();
        return Digest.Of(bytes) == blob ? bytes : throw new RemoteUnavailableException("a blob that is not of its digest");
    }
}

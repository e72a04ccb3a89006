using System.Security.Cryptography;

namespace OpenLinux.Engine.Content;

/// <summary>Digests in files of ours: the SHA-256, then the size in bytes (64 bits, little endian).</summary>
public static class DigestRecord
{
    public static void Write(BinaryWriter writer, Digest digest)
    {
        writer.Write(Convert.FromHexString(digest.Hash));
        writer.Write(digest.SizeBytes);
    }

    public static Digest Read(BinaryReader reader) =>
        new(Convert.ToHexStringLower(reader.ReadBytes(SHA256.HashSizeInBytes)), reader.ReadInt64());
}

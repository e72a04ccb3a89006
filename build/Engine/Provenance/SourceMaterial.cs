using OpenLinux.Engine.Content;

namespace OpenLinux.Engine.Provenance;

/// <summary>Something that people wrote and a component is made from.</summary>
/// <param name="Name">An archive's file name, or a path relative to the repository: "musl-1.2.5.tar.gz", "src/bin/init".</param>
/// <param name="Algorithm">
/// What <paramref name="Hash"/> is, in the words of in-toto's DigestSet (attestation/spec/v1/digest_set.md):
/// <see cref="Sha256"/> of a file, or <see cref="DirHash"/> of a folder.
/// </param>
/// <param name="Hash">64 lower-case hexadecimal digits.</param>
/// <param name="Urls">Where it is served, best first; none for what lies in the repository or on the machine.</param>
public sealed record SourceMaterial(string Name, string Algorithm, string Hash, IReadOnlyList<string> Urls)
{
    public const string Sha256 = "sha256";
    public const string DirHash = "dirHash";

    public static SourceMaterial OfFile(string name, Digest content) => new(name, Sha256, content.Hash, []);

    public static SourceMaterial OfFolder(string name, FileTree files) => new(name, DirHash, DirectoryHash.Of(files), []);
}

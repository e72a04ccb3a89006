namespace OpenLinux.Userland.Sources;

/// <summary>A pinned upstream release: any place may serve it, as its hash alone says whether it is the right one.</summary>
/// <param name="Name">Its file name, e.g. "musl-1.2.5.tar.gz".</param>
/// <param name="Sha256">64 lower-case hexadecimal digits.</param>
/// <param name="Urls">Where upstream and its mirrors serve it, best first.</param>
/// <param name="DebianPackage">The Debian source package whose orig archive is byte-identical, or null.</param>
public sealed record SourceArchive(string Name, string Sha256, IReadOnlyList<string> Urls, string? DebianPackage);

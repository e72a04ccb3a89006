namespace OpenLinux.Userland.Sources.Apt;

/// <summary>A file of a source package.</summary>
/// <param name="Name">"musl_1.2.5.orig.tar.gz".</param>
/// <param name="Version">The source package's, e.g. "1.2.5-3".</param>
public sealed record AptSourceFile(string Name, string Version, Uri Address);

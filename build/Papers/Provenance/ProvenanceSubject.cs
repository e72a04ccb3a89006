using OpenLinux.Engine.Content;

namespace OpenLinux.Papers.Provenance;

/// <summary>Something that provenance is about, known by its digest.</summary>
/// <param name="MediaType">Null where its name tells enough.</param>
public sealed record ProvenanceSubject(string Name, Digest Content, string? MediaType = null);

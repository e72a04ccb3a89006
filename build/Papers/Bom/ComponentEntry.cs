using OpenLinux.Engine.Provenance;

namespace OpenLinux.Papers.Bom;

/// <summary>One part of the product, as the build knows it.</summary>
/// <param name="Name">One of its own; "openlinux/…" for what is no configured component.</param>
/// <param name="Version">Null where none is known.</param>
/// <param name="Licence">An SPDX expression; null where none is stated.</param>
/// <param name="Materials">What it was made from; the first is its source proper.</param>
/// <param name="Links">The components it was built against.</param>
/// <param name="Made">Its files by the steps that made them, a step that works on another's file after that one.</param>
public sealed record ComponentEntry(
    string Name,
    string? Version,
    string? Licence,
    ComponentKind Kind,
    IReadOnlyList<SourceMaterial> Materials,
    IReadOnlyList<ComponentLink> Links,
    IReadOnlyList<MadeFiles> Made);

using System.Buffers;
using OpenLinux.Engine.Provenance;
using OpenLinux.Papers.Bom;

namespace OpenLinux.Papers.Spdx;

/// <summary>The IRIs of a document's elements: readable names below the document's own UUID.</summary>
internal sealed class SpdxIds(BillOfMaterials bill)
{
    private const int Digits = 16;

    /// <summary>RFC 3986, section 2.3, and what parts a path.</summary>
    private static readonly SearchValues<char> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/");

    private readonly string prefix = $"urn:uuid:{NameBasedUuid.Of("spdx-3.0.1", bill.Identity)}#";

    public string Document => prefix + "document";

    public string Sbom => prefix + "sbom";

    public string Agent => prefix + "builder";

    public string Product => prefix + "rootfs";

    public string Component(string name) => $"{prefix}component/{Escape(name)}";

    /// <summary>By its hash too: two releases may be called "v1.0.tar.gz".</summary>
    public string Material(SourceMaterial material) => $"{prefix}material/{material.Hash[..Digits]}/{Escape(material.Name)}";

    public string Toolchain(BomToolchain toolchain) => $"{prefix}toolchain/{Escape(toolchain.Name)}";

    public string Licence(string expression) => $"{prefix}licence/{Escape(expression)}";

    public string File(BomFile file) => $"{prefix}file/{Escape(file.Path)}";

    /// <summary>The file as the step left it: the file itself after the last one.</summary>
    /// <param name="index">Which step of the file's history.</param>
    public string Version(BomFile file, int index) =>
        index == file.History.Count - 1 ? File(file) : $"{Step(file.History[index].Step)}/{Escape(file.Path)}";

    public string Step(StepReference step) =>
        $"{prefix}step/{step.Mnemonic}/{Uri.EscapeDataString(step.Label)}";

    public string Relationship(int number) => $"{prefix}relationship/{number}";

    /// <summary>Asked for several times of each of many files, nearly all of which have nothing to escape.</summary>
    private static string Escape(string path) =>
        path.AsSpan().ContainsAnyExcept(Plain) ? string.Join('/', path.Split('/').Select(Uri.EscapeDataString)) : path;
}

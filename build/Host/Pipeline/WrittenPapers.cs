using OpenLinux.Papers;
using OpenLinux.Papers.Bom;

namespace OpenLinux.Host.Pipeline;

/// <summary>The papers beside a tarball.</summary>
/// <param name="Bill">What they were written from.</param>
public sealed record WrittenPapers(BillOfMaterials Bill, Paper Spdx, Paper CycloneDx, Paper Provenance, Paper BuildRecord);

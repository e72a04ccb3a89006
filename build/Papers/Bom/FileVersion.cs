using OpenLinux.Engine.Content;
using OpenLinux.Engine.Provenance;

namespace OpenLinux.Papers.Bom;

/// <summary>A file as one step left it.</summary>
public sealed record FileVersion(StepReference Step, TreeNode Node);

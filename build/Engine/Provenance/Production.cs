using OpenLinux.Engine.Content;

namespace OpenLinux.Engine.Provenance;

/// <summary>Files and the step that made them.</summary>
public sealed record Production(StepReference Step, FileTree Files);

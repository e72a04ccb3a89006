using OpenLinux.Engine.Content;
using OpenLinux.Engine.Provenance;

namespace OpenLinux.Host.Pipeline;

/// <param name="Tree">The root filesystem, its programs without symbols.</param>
/// <param name="DebugFiles">The debug file of each program, at the program's path with ".debug" behind.</param>
/// <param name="Productions">What was stripped, each by the step that did.</param>
internal sealed record StrippedRootfs(FileTree Tree, FileTree DebugFiles, IReadOnlyList<Production> Productions);

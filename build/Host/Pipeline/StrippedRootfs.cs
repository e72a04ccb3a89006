using OpenLinux.Engine.Content;
using OpenLinux.Engine.Provenance;

namespace OpenLinux.Host.Pipeline;

/// <param name="Productions">What was stripped, each by the step that did.</param>
internal sealed record StrippedRootfs(FileTree Tree, IReadOnlyList<Production> Productions);

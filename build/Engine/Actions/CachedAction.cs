using OpenLinux.Engine.Content;

namespace OpenLinux.Engine.Actions;

/// <summary>What the action cache knows of an action.</summary>
internal sealed record CachedAction(Digest Key, FileTree Outputs, string Stdout);

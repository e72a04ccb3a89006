using OpenLinux.Engine.Content;

namespace OpenLinux.Engine.Actions;

/// <summary>Action digest to result (REAPI v2 <c>ActionCache</c>).</summary>
public interface IActionCache
{
    ValueTask<Reapi.ActionResult?> GetAsync(Content.Digest action, CancellationToken cancellation = default);

    ValueTask PutAsync(Content.Digest action, Reapi.ActionResult result, CancellationToken cancellation = default);
}

/// <summary>What the action cache knows of an action.</summary>
internal sealed record CachedAction(Digest Key, FileTree Outputs, string Stdout);

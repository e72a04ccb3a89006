using OpenLinux.Engine.Content;
using OpenLinux.Engine.Reapi;

namespace OpenLinux.Engine.Actions;

/// <summary>Action digest to result (REAPI v2 <c>ActionCache</c>).</summary>
public interface IActionCache
{
    ValueTask<ActionResult?> GetAsync(Content.Digest action, CancellationToken cancellation = default);

    ValueTask PutAsync(Content.Digest action, ActionResult result, CancellationToken cancellation = default);
}

using Google.Protobuf;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;

namespace OpenLinux.Engine.Remote;

/// <summary>
/// Ties a result to its action, and to its own end: a protobuf message that was cut off between two fields is a shorter message. In
/// <c>execution_metadata.worker</c>, which other clients take for a name.
/// </summary>
internal static class ResultSeal
{
    private const string Prefix = "openlinux-seal:";

    /// <returns>A copy with the seal on it.</returns>
    public static Reapi.ActionResult Put(Digest action, Reapi.ActionResult result)
    {
        var plain = Without(result);
        return new Reapi.ActionResult(plain) { ExecutionMetadata = new Reapi.ExecutedActionMetadata { Worker = Of(action, plain) } };
    }

    /// <returns>A copy without it.</returns>
    public static Reapi.ActionResult Without(Reapi.ActionResult result) => new(result) { ExecutionMetadata = null };

    /// <param name="isRequired">Whether one without a seal is refused as well: results that a worker made have none.</param>
    public static bool Holds(Digest action, Reapi.ActionResult result, bool isRequired) =>
        result.ExecutionMetadata?.Worker is { } worker && worker.StartsWith(Prefix, StringComparison.Ordinal)
            ? worker == Of(action, Without(result))
            : !isRequired;

    private static string Of(Digest action, Reapi.ActionResult plain) =>
        Prefix + Convert.ToHexStringLower(FileActionCache.Seal(action.Hash, plain.ToByteArray()));
}

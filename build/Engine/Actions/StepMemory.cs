using Google.Protobuf;
using OpenLinux.Engine.Content;

namespace OpenLinux.Engine.Actions;

/// <summary>
/// What steps of this process keep from one run for the next, whose inputs are others: a text, with or without content in the store, under a
/// key of all that it is made from, the maker's version included. It lies in the action cache, sealed, verified and trimmed as results are.
/// </summary>
/// <param name="isRead">False for <c>--no-cache</c>: nothing is read, all is still kept.</param>
public sealed class StepMemory(IActionCache cache, bool isRead)
{
    private const string Content = "content";

    /// <returns>What was kept, or null; content that it names is in the store.</returns>
    public async ValueTask<StepNote?> FindAsync(Digest key, CancellationToken cancellation)
    {
        if (!isRead || await cache.GetAsync(key, cancellation) is not { } result)
        {
            return null;
        }

        return new StepNote(result.StdoutRaw.Memory, result.OutputFiles is [var file] ? file.Digest.ToDigest() : null);
    }

    public ValueTask KeepAsync(Digest key, StepNote note, CancellationToken cancellation)
    {
        var result = new Reapi.ActionResult { StdoutRaw = ByteString.CopyFrom(note.Text.Span) };
        if (note.Content is { } content)
        {
            result.OutputFiles.Add(new Reapi.OutputFile { Path = Content, Digest = content.ToMessage() });
        }

        return cache.PutAsync(key, result, cancellation);
    }
}

/// <param name="Text">Bytes of any kind, few.</param>
/// <param name="Content">In the store.</param>
public sealed record StepNote(ReadOnlyMemory<byte> Text, Digest? Content);

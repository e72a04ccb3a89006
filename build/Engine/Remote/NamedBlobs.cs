using Google.Protobuf;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;

namespace OpenLinux.Engine.Remote;

/// <summary>All that a server must hold before a result is written there.</summary>
/// <param name="Stored">Those that are read from the store.</param>
/// <param name="Messages">Those of its action, and the directories of its trees, which others may ask for by themselves.</param>
internal sealed record NamedBlobs(IReadOnlySet<Digest> Stored, IReadOnlyDictionary<Digest, byte[]> Messages)
{
    /// <param name="action">The messages of its action, as far as it has any.</param>
    /// <returns>Null where a tree is lost.</returns>
    public static async ValueTask<NamedBlobs?> OfAsync(
        IReadOnlyList<byte[]> action, Reapi.ActionResult result, IContentStore store, CancellationToken cancellation)
    {
        var stored = result.OutputFiles.Select(file => file.Digest)
            .Append(result.StdoutDigest)
            .Append(result.StderrDigest)
            .OfType<Reapi.Digest>()
            .Select(digest => digest.ToDigest())
            .ToHashSet();
        var messages = action.ToDictionary(message => Digest.Of(message));
        foreach (var directory in result.OutputDirectories)
        {
            if (await ActionResults.TreeAsync(store, directory, cancellation) is not { } tree)
            {
                return null;
            }

            stored.Add(directory.TreeDigest.ToDigest());
            foreach (var part in tree.Children.Prepend(tree.Root))
            {
                var message = part.ToByteArray();
                messages[Digest.Of(message)] = message;
                stored.UnionWith(part.Files.Select(file => file.Digest.ToDigest()));
            }
        }

        stored.Remove(Digest.Empty);
        messages.Remove(Digest.Empty);
        return new NamedBlobs(stored, messages);
    }
}

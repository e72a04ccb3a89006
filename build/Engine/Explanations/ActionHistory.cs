using System.Text;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Storage;

namespace OpenLinux.Engine.Explanations;

/// <summary>
/// The last keys of each step, most recent first, by mnemonic and label: what a miss is compared with. One small text file a step,
/// a line "hash/size" a key.
/// </summary>
public sealed class ActionHistory(CacheFolder cache)
{
    private const int Capacity = 8;

    public IReadOnlyList<Digest> Of(ActionSpec spec)
    {
        var keys = new List<Digest>();
        foreach (var line in Encoding.UTF8.GetString(cache.Read(PathOf(spec)) ?? []).Split('\n'))
        {
            var slash = line.IndexOf('/', StringComparison.Ordinal);
            if (slash > 0 && DigestMessages.IsHash(line[..slash]) && long.TryParse(line.AsSpan(slash + 1), out var size))
            {
                keys.Add(new Digest(line[..slash], size));
            }
        }

        return keys;
    }

    public void Add(ActionSpec spec, Digest key)
    {
        var keys = Of(spec).Where(known => known != key).Prepend(key).Take(Capacity);
        cache.Write(PathOf(spec), Encoding.UTF8.GetBytes(string.Join('\n', keys)));
    }

    private string PathOf(ActionSpec spec) =>
        cache.PathOf("history", Digest.OfUtf8($"{spec.Mnemonic}\n{spec.Label}").Hash);
}

using System.Collections.Concurrent;
using OpenLinux.Engine.Content;

namespace OpenLinux.Host.Unchanged;

/// <summary>A digester that knows afterwards what it was asked for.</summary>
internal sealed class NotingDigester(IFileDigester digester, RunTraces traces) : IFileDigester
{
    public Digest DigestOf(string path)
    {
        traces.Files.TryAdd(path, true);
        return digester.DigestOf(path);
    }

    public FileTree TreeOf(string folder, string? leftOut = null)
    {
        traces.Folders.TryAdd(folder, true);
        return digester.TreeOf(folder, leftOut);
    }
}

/// <summary>Whose content a run was told, as absolute paths.</summary>
internal sealed class RunTraces
{
    public ConcurrentDictionary<string, bool> Files { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, bool> Folders { get; } = new(StringComparer.Ordinal);
}

using OpenLinux.TestKit.Engine;

namespace OpenLinux.TestKit.Archives;

/// <summary>Files for a tar of several pieces, made once: many small ones of all kinds, and some that are cut.</summary>
internal sealed class SampleFiles(Func<IEnumerable<(string Path, byte[] Content)>> make)
{
    private readonly Lazy<IReadOnlyList<(string Path, byte[] Content)>> files = new(() => [.. make()]);

    /// <param name="folder">Of the workshop's checkout.</param>
    public void WriteTo(Workshop workshop, string folder)
    {
        foreach (var (path, content) in files.Value)
        {
            File.WriteAllBytes(workshop.Write($"{folder}/{path}", ""), content);
        }
    }

    public static IEnumerable<(string Path, byte[] Content)> Small(int count, int size) => Enumerable.Range(0, count)
        .Select(index => ($"usr/share/part{index / 10}/file{index:d3}", Contents.Of(Contents.Kinds[index % 6], size + (index * 97), index)));
}

using System.Buffers;
using System.Globalization;

namespace OpenLinux.Engine.Storage;

/// <summary>
/// Where actions run: in the cache's temporary area, or where its path holds a blank or what else make and shell scripts take
/// apart, in a folder of the system's temporary one. A build system has no way to quote its own folder.
/// </summary>
public sealed class Workplace(TemporaryArea area, string path) : IDisposable
{
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("/+,-.0123456789@ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");

    private readonly Lazy<DirectoryInfo> elsewhere = new(() => Directory.CreateTempSubdirectory("openlinux-"));
    private readonly bool isPlain = OperatingSystem.IsWindows() || !path.AsSpan().ContainsAnyExcept(Plain);
    private long names;

    /// <summary>A path that nothing else uses, in a folder that exists.</summary>
    public string NewPath() => isPlain
        ? area.NewPath()
        : Path.Combine(elsewhere.Value.FullName, Interlocked.Increment(ref names).ToString(CultureInfo.InvariantCulture));

    public void Dispose()
    {
        if (elsewhere.IsValueCreated)
        {
            FolderRemoval.TryRemove(elsewhere.Value.FullName);
        }
    }
}

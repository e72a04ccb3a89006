namespace OpenLinux.Images;

/// <summary>A folder of this user alone that goes when it is disposed of.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("openlinux-");

    public string Path => folder.FullName;

    public string PathOf(string name) => System.IO.Path.Combine(folder.FullName, name);

    public void Dispose() => folder.Delete(recursive: true);
}

namespace OpenLinux.Host.Docker;

/// <summary>A path of our own for what a client writes, gone afterwards.</summary>
internal sealed class TemporaryFile(string name) : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory(name);

    public string Path => System.IO.Path.Combine(folder.FullName, name);

    public string Read() => File.ReadAllText(Path).Trim();

    public void Dispose() => folder.Delete(recursive: true);
}

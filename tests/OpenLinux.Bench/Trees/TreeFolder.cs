namespace OpenLinux.Bench.Trees;

/// <summary>A folder that a tree is written into, by paths relative to it.</summary>
internal sealed class TreeFolder(string root)
{
    public string PathOf(string path) => Path.Combine(root, path);

    /// <summary>Removes what trees consist of, and nothing else that may lie beside it.</summary>
    public void Clear()
    {
        foreach (var part in new[] { "src", "config" }.Select(PathOf).Where(Directory.Exists))
        {
            Directory.Delete(part, recursive: true);
        }
    }

    public void Remove(params ReadOnlySpan<string> paths)
    {
        foreach (var path in paths)
        {
            if (Directory.Exists(PathOf(path)))
            {
                Directory.Delete(PathOf(path), recursive: true);
            }
            else
            {
                File.Delete(PathOf(path));
            }
        }
    }

    public void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.WriteAllText(PathOf(path), text);
    }

    public void Edit(string path, Func<string, string> edit) => File.WriteAllText(PathOf(path), edit(File.ReadAllText(PathOf(path))));

    /// <summary>Copies a folder with its modes; links are copied as links.</summary>
    public void Copy(string from, string to)
    {
        foreach (var file in new DirectoryInfo(from).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            CopyFile(file.FullName, Path.Combine(to, Path.GetRelativePath(from, file.FullName)));
        }
    }

    public void CopyFile(string from, string to)
    {
        var file = new FileInfo(from);
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(to))!);
        if (file.LinkTarget is { } link)
        {
            File.CreateSymbolicLink(PathOf(to), link);
        }
        else if (file.Exists)
        {
            file.CopyTo(PathOf(to), overwrite: true);
        }
    }
}

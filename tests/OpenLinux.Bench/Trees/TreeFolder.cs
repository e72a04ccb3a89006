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
            var target = Path.Combine(PathOf(to), Path.GetRelativePath(from, file.FullName));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            if (file.LinkTarget is { } link)
            {
                File.CreateSymbolicLink(target, link);
            }
            else
            {
                file.CopyTo(target);
            }
        }
    }
}

using System.Diagnostics;
using System.Text;

namespace OpenLinux.TestKit;

/// <summary>A folder of a test's own, gone when the test ends.</summary>
public sealed class TestFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("openlinux-test-");

    public string Path => folder.FullName;

    public string PathOf(string relative) => System.IO.Path.Join(Path, relative);

    public string Write(string relative, string content) => Write(relative, Encoding.UTF8.GetBytes(content));

    public string Write(string relative, ReadOnlySpan<byte> content)
    {
        var file = PathOf(relative);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, content);
        return file;
    }

    /// <summary>
    /// Written by a process of its own: a program that this one had open for writing while another test forked
    /// could not be executed until that child is done ("Text file busy").
    /// </summary>
    public string WriteProgram(string relative, string script)
    {
        var draft = Write($"{relative}.draft", $"#!/bin/sh\n{script}\n");
        var file = PathOf(relative);
        using (var install = Process.Start("install", ["-m", "755", draft, file]))
        {
            install.WaitForExit();
        }

        File.Delete(draft);
        return file;
    }

    public void Dispose() => folder.Delete(recursive: true);
}

using System.Diagnostics;

namespace OpenLinux.Tests.Machine.Fixtures;

/// <summary>A folder of a test's own, gone when the test ends.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("openlinux-").FullName;

    public string File(string relative) => System.IO.Path.Join(Path, relative);

    public string Write(string relative, string content)
    {
        var file = File(relative);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        System.IO.File.WriteAllText(file, content);
        return file;
    }

    /// <summary>
    /// Written by a process of its own: a program that this one had open for writing while another test forked
    /// could not be executed until that child is done ("Text file busy").
    /// </summary>
    public string WriteProgram(string relative, string script)
    {
        var draft = Write($"{relative}.draft", $"#!/bin/sh\n{script}\n");
        var file = File(relative);
        using (var install = Process.Start("install", ["-m", "755", draft, file]))
        {
            install.WaitForExit();
        }

        System.IO.File.Delete(draft);
        return file;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

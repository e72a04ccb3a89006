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

    public string WriteProgram(string relative, string script)
    {
        var file = Write(relative, $"#!/bin/sh\n{script}\n");
        System.IO.File.SetUnixFileMode(file, (UnixFileMode)0b111_101_101);
        return file;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

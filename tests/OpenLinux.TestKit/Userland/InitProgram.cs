namespace OpenLinux.TestKit.Userland;

/// <summary>src/bin/init, compiled for this machine, with a start script of its own in place of /etc/rc.</summary>
public sealed class InitProgram : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("openlinux-init-");

    public string Path => System.IO.Path.Combine(folder.FullName, "init");

    public string StartScript => System.IO.Path.Combine(folder.FullName, "rc");

    /// <summary>A file for a test to run, with these contents and this mode.</summary>
    public string File(string name, string contents, UnixFileMode mode)
    {
        var path = System.IO.Path.Combine(folder.FullName, name);
        System.IO.File.WriteAllText(path, contents);
        System.IO.File.SetUnixFileMode(path, mode);
        return path;
    }

    public async ValueTask InitializeAsync() =>
        await CCompiler.CompileAsync(Path, ["-Wall", "-Wextra", "-Werror", $"-DINIT_RC=\"{StartScript}\"", .. CCompiler.SourcesOf("bin/init")]);

    public ValueTask DisposeAsync()
    {
        folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}

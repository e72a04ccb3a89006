using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace OpenLinux.TestKit.Docker;

/// <summary>The smallest root filesystem that runs: one static program that says what it was given.</summary>
internal sealed class RunnableTarball : IDisposable
{
    private const string Program = """
        #include <stdio.h>
        #include <stdlib.h>
        #include <unistd.h>
        int main(int argc, char **argv) {
            for (int i = 1; i < argc; i++) printf("[%s]", argv[i]);
            char *greeting = getenv("GREETING");
            char folder[256];
            printf(" %s in %s, terminal %d\n", greeting ? greeting : "silence", getcwd(folder, sizeof folder), isatty(1));
            fprintf(stderr, "to stderr\n");
            return argc > 2 ? atoi(argv[2]) : 0;
        }
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("openlinux-rootfs-");

    public RunnableTarball()
    {
        var source = System.IO.Path.Combine(folder.FullName, "sh.c");
        var program = System.IO.Path.Combine(folder.FullName, "sh");
        File.WriteAllText(source, Program);
        using var compiler = Process.Start("clang", ["-static", "-o", program, source]);
        compiler.WaitForExit();
        compiler.ExitCode.Should().Be(0);
        Path = System.IO.Path.Combine(folder.FullName, "root fs.tar.gz");
        using var gzip = new GZipStream(File.Create(Path), CompressionLevel.Fastest);
        using var tar = new TarWriter(gzip);
        tar.WriteEntry(program, "bin/sh");
    }

    public string Path { get; }

    /// <summary>A tarball of bytes that do not compress.</summary>
    public string OfNoise(int bytes)
    {
        var noise = System.IO.Path.Combine(folder.FullName, "noise");
        File.WriteAllBytes(noise, RandomNumberGenerator.GetBytes(bytes));
        var path = System.IO.Path.Combine(folder.FullName, "noise.tar");
        using var tar = new TarWriter(File.Create(path));
        tar.WriteEntry(noise, "noise");
        return path;
    }

    public void Dispose() => folder.Delete(recursive: true);
}

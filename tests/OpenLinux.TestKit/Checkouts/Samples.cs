namespace OpenLinux.TestKit.Checkouts;

/// <summary>What a user may add to a checkout.</summary>
internal static class Samples
{
    /// <summary>A library and a program that uses it: a folder and a word in the configuration each.</summary>
    public static void AddGreeting(Checkout checkout)
    {
        checkout.Write("src/lib/greeting/include/greeting.h", "/* What we say. */\n#define GREETING greeting()\nconst char *greeting(void);\n");
        checkout.Write("src/lib/greeting/greeting.c", "#include \"greeting.h\"\nconst char *greeting(void) { return \"from a library\"; }\n");
        checkout.Write("src/bin/hello/hello.c", "#include <greeting.h>\n#include <stdio.h>\nint main(void) { return printf(\"hello %s\\n\", GREETING) < 0; }\n");
        checkout.Replace("config/openlinux.toml", "\"busybox\", \"init\"]", "\"greeting\", \"busybox\", \"init\", \"hello\"]");
    }

    /// <summary>The folder that a checkout's builds take source archives from before they ask the network.</summary>
    public static string SourcesOf(Checkout checkout) => checkout.PathOf(".cache/sources");

    /// <summary>The archive of <see cref="AddSlowLibrary"/> where another checkout's builds look for it.</summary>
    public static void PutSlowArchive(Checkout checkout, byte[] archive)
    {
        Directory.CreateDirectory(SourcesOf(checkout));
        File.WriteAllBytes(Path.Combine(SourcesOf(checkout), "slow-1.tar.gz"), archive);
    }

    /// <summary>A component whose build takes its time: a source archive put by hand (<c>OPENLINUX_SOURCES</c>), and a script that sleeps.</summary>
    public static void AddSlowLibrary(Checkout checkout, int seconds, int size = 16)
    {
        var archive = Path.Combine(SourcesOf(checkout), "slow-1.tar.gz");
        Directory.CreateDirectory(Path.GetDirectoryName(archive)!);
        using (var file = File.Create(archive))
        using (var gzip = new System.IO.Compression.GZipStream(file, System.IO.Compression.CompressionLevel.Fastest))
        using (var tar = new System.Formats.Tar.TarWriter(gzip))
        {
            tar.WriteEntry(new System.Formats.Tar.PaxTarEntry(System.Formats.Tar.TarEntryType.RegularFile, "slow-1/README")
            {
                DataStream = new MemoryStream(System.Security.Cryptography.RandomNumberGenerator.GetBytes(size)),
            });
        }

        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(archive)));
        checkout.Write("src/lib/slow/recipe.toml", $"kind = \"upstream\"\nversion = \"1\"\nlicence = \"0BSD\"\nsha256 = \"{hash}\"\nurls = [\"http://127.0.0.1:9/slow-1.tar.gz\"]\ndepends = []\n");
        checkout.Write("src/lib/slow/build.sh", $"set -eu\nsleep {seconds}\nmkdir -p out/lib\ntouch out/lib/slow\n");
        checkout.Replace("config/openlinux.toml", "\"kernel-headers\"", "\"slow\", \"kernel-headers\"");
    }
}

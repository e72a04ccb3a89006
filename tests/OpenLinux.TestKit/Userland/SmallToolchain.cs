using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using OpenLinux.Common.Processes;
using OpenLinux.Configuration;

namespace OpenLinux.TestKit.Userland;

/// <summary>
/// A pinned toolchain of a few bytes, packed as a release and as packages: one script that calls this machine's real compiler, linker and
/// archiver by its first word, a compiler header, and kernel headers that say whose they are.
/// </summary>
/// <param name="folder">Where archives are looked for that were put there by hand.</param>
internal sealed class SmallToolchain(string folder)
{
    private const string Program =
        """
        #!/bin/sh
        here=${0%/*}
        command=$1
        shift
        case $command in
        clang) PATH=/usr/bin:/bin exec clang -B"$here" "$@" ;;
        ld.lld) PATH=/usr/bin:/bin exec ld.lld "$@" ;;
        ar) PATH=/usr/bin:/bin exec llvm-ar "$@" ;;
        ranlib) PATH=/usr/bin:/bin exec llvm-ranlib "$@" ;;
        esac
        exit 64
        """;

    private readonly Dictionary<string, string> files = new()
    {
        ["tool"] = Program,
        ["lib/include/stddef.h"] = "typedef unsigned long size_t;\n",
        ["lib/linux/any/linux/version.h"] = "#define MAJOR 6\n#define MINOR 19\n",
        ["lib/linux/any/asm/types.h"] = "#define FOR \"any\"\n",
        ["lib/linux/any/asm/shared.h"] = "#define SHARED 1\n",
        ["lib/linux/x86/asm/types.h"] = "#define FOR \"x86_64\"\n",
        ["lib/unused/large.txt"] = "nobody reads this\n",
    };

    private PinnedToolchain toolchain = PinnedToolchain.Empty with
    {
        Name = "small",
        Version = "1.0",
        Resources = "res",
        Programs = new Dictionary<string, string>
        {
            ["clang"] = "tool clang",
            ["ld.lld"] = "tool ld.lld",
            ["llvm-ar"] = "tool ar",
            ["llvm-ranlib"] = "tool ranlib",
        },
        Files = new Dictionary<string, string> { ["tool"] = "bin/tool", ["lib/include"] = "res/include", ["lib/linux"] = "linux" },
        KernelHeaders = new Dictionary<string, string> { ["any"] = "linux/any", ["x86_64"] = "linux/x86", ["aarch64"] = "linux/arm64" },
    };

    public void Write(string path, string text) => files[path] = text;

    /// <summary>As it would be configured, with all archives that were packed so far.</summary>
    public ToolchainConfiguration Configuration =>
        new("clang", "ld.lld", "llvm-ar", "llvm-ranlib", "", "", ["-O1", "-g", "-ffile-compilation-dir=."], []) { IsPinned = true, Pinned = toolchain };

    public SmallToolchain WithDigest(string digest) => Change(toolchain with { Digests = new Dictionary<string, string> { [HostSystem.Name] = digest } });

    public SmallToolchain Without(string program) => Change(toolchain with { Programs = toolchain.Programs.Where(own => own.Key != program).ToDictionary() });

    public SmallToolchain With(string program, string words) =>
        Change(toolchain with { Programs = new Dictionary<string, string>(toolchain.Programs) { [program] = words } });

    /// <summary>An archive of which no place is told.</summary>
    public SmallToolchain WithNowhere(string hash) => Add(new ToolchainArchive([HostSystem.Name], null, [], hash, new Dictionary<string, string>()));

    public SmallToolchain WithoutArchives() => Change(toolchain with { Archives = [] });

    public SmallToolchain WithRelease(string name = "small-1.0.tar.gz") => Add(
        new ToolchainArchive([HostSystem.Name], null, [$"http://127.0.0.1:9/{name}"], Put(name, name.EndsWith(".zip", StringComparison.Ordinal) ? Zip("small-1.0", "") : Tar("small-1.0", "")), new Dictionary<string, string>()));

    /// <summary>The same in two parts, the way a package registry has them.</summary>
    public SmallToolchain WithPackages() =>
        Add(new ToolchainArchive([HostSystem.Name], "@small/tool@1.0", [], Put("small-tool-1.0.tgz", Tar("package/bin", "tool")), new Dictionary<string, string> { ["bin/tool"] = "bin/tool" }))
            .Add(new ToolchainArchive([HostSystem.Name], "@small/lib@1.0", [], Put("small-lib-1.0.tgz", Tar("package", "lib/")), new Dictionary<string, string> { ["lib/include"] = "res/include", ["lib/linux"] = "linux" }));

    private SmallToolchain Add(ToolchainArchive archive) => Change(toolchain with { Archives = [.. toolchain.Archives, archive] });

    private SmallToolchain Change(PinnedToolchain changed)
    {
        toolchain = changed;
        return this;
    }

    private string Put(string name, byte[] bytes)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, name), bytes);
        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    }

    private IEnumerable<KeyValuePair<string, string>> Below(string prefix) => files.Where(file => file.Key.StartsWith(prefix, StringComparison.Ordinal));

    private byte[] Tar(string top, string prefix)
    {
        using var archive = new MemoryStream();
        using (var gzip = new GZipStream(archive, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(gzip))
        {
            foreach (var (path, text) in Below(prefix))
            {
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, $"{top}/{path}") { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) });
            }
        }

        return archive.ToArray();
    }

    private byte[] Zip(string top, string prefix)
    {
        using var archive = new MemoryStream();
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, text) in Below(prefix))
            {
                using var entry = zip.CreateEntry($"{top}/{path}").Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return archive.ToArray();
    }
}

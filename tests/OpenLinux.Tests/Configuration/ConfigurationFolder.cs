namespace OpenLinux.Tests.Configuration;

/// <summary>A <c>config/</c> of its own, right in every part until a test changes one.</summary>
public sealed class ConfigurationFolder : IDisposable
{
    public ConfigurationFolder()
    {
        Write("openlinux.toml", """
            version = "1.0.0-alpha"
            components = ["musl", "busybox"]

            [image]
            repository = "openlinux"
            tags = ["{version}-{arch}", "{version}-{arch}-{commit}"]
            """);
        Write("toolchain.toml", """
            cc = "clang"
            ld = "ld.lld"
            ar = "llvm-ar"
            ranlib = "llvm-ranlib"
            strip = "llvm-strip"
            objcopy = "llvm-objcopy"
            cflags = ["-Os", "-g"]
            """);
        Write("vetting.toml", "");
        WriteArchitecture("x86_64", "linux/amd64", 62);
        WriteArchitecture("aarch64", "linux/arm64", 183);
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("openlinux-config-").FullName;

    public string PathOf(string file) => System.IO.Path.Combine(Path, file);

    public ConfigurationFolder Write(string file, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(PathOf(file))!);
        File.WriteAllText(PathOf(file), text + "\n");
        return this;
    }

    public ConfigurationFolder Append(string file, string text)
    {
        File.AppendAllText(PathOf(file), text + "\n");
        return this;
    }

    public ConfigurationFolder Replace(string file, string old, string @new) =>
        Write(file, File.ReadAllText(PathOf(file)).Replace(old, @new, StringComparison.Ordinal));

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private void WriteArchitecture(string name, string platform, int machine) => Write($"arch/{name}.toml", $"""
        triple = "{name}-linux-musl"
        platform = "{platform}"
        elf_class = 64
        elf_machine = {machine}
        """);
}

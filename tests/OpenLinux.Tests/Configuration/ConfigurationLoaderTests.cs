using OpenLinux.Configuration;
using OpenLinux.Configuration.Loading;
using OpenLinux.TestKit;

namespace OpenLinux.Tests.Configuration;

public sealed class ConfigurationLoaderTests : IDisposable
{
    private readonly ConfigurationFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_repositorys_own_main_file_is_right_and_complete()
    {
        folder.Write("openlinux.toml", File.ReadAllText(Path.Combine(RepositoryRoot.Path, "config", "openlinux.toml")));

        var configuration = Load();

        configuration.Version.Should().Be("1.0.0-alpha");
        configuration.Components.Should().Equal("kernel-headers", "builtins", "musl", "fortify", "busybox", "init");
        configuration.Image.Tags.Should().Equal("{version}-{arch}", "{version}-{arch}-{commit}");
        configuration.Image.Env["PATH"].Split(':').Should().NotBeEmpty().And.OnlyContain(folder => folder.StartsWith('/'));
        configuration.Rootfs.Required.Should().Contain(["/bin/sh", "/sbin/init", "/etc/passwd"]);
    }

    [Fact]
    public void Modes_are_read_in_octal()
    {
        folder.Append("openlinux.toml", """
            [rootfs.directories]
            "/tmp" = 0o1777
            "/root" = 0o700
            """);

        Load().Rootfs.Directories.Should().Equal(new Dictionary<string, int>
        {
            ["/root"] = Convert.ToInt32("700", 8),
            ["/tmp"] = Convert.ToInt32("1777", 8),
        });
    }

    [Fact]
    public void What_is_left_out_has_a_default()
    {
        var configuration = Load();

        configuration.Epoch.Should().Be(0);
        configuration.Image.Workdir.Should().Be("/");
        configuration.Image.Shell.Should().Be("/bin/sh");
        configuration.Image.User.Should().BeEmpty();
        configuration.Image.Entrypoint.Should().BeEmpty();
        configuration.Rootfs.Development.Should().BeFalse();
        configuration.Toolchain.LdFlags.Should().BeEmpty();
    }

    [Fact]
    public void Each_file_of_the_folder_arch_is_an_architecture()
    {
        var architectures = Load().Architectures;

        architectures.Keys.Should().Equal("aarch64", "x86_64");
        architectures["aarch64"].Platform.Should().Be("linux/arm64");
        architectures["aarch64"].ElfMachine.Should().Be(183);
    }

    [Fact]
    public void Dotted_keys_and_inline_tables_mean_the_same_as_sections()
    {
        folder.Write("openlinux.toml", """
            version = "1"
            components = ["musl"]
            image = { repository = "r", tags = ["t"], env = { PATH = "/bin" } }
            rootfs.development = true
            rootfs.directories."/a.b" = 0o700
            """);

        var configuration = Load();

        configuration.Image.Env.Should().Contain("PATH", "/bin");
        configuration.Rootfs.Development.Should().BeTrue();
        configuration.Rootfs.Directories.Should().ContainKey("/a.b");
    }

    [Fact]
    public void The_environments_epoch_goes_before_the_files_and_the_options_before_both()
    {
        folder.Replace("openlinux.toml", "components", "epoch = 1\ncomponents");

        Load().Epoch.Should().Be(1);
        ConfigurationLoader.Load(folder.Path, [], "1700000000").Epoch.Should().Be(1_700_000_000);
        ConfigurationLoader.Load(folder.Path, [new("epoch", "5")], "1700000000").Epoch.Should().Be(5);
    }

    private BuildConfiguration Load() => ConfigurationLoader.Load(folder.Path, []);
}

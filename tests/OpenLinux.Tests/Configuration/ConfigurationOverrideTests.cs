using OpenLinux.Common.Errors;
using OpenLinux.Configuration;
using OpenLinux.Configuration.Keys;
using OpenLinux.Configuration.Loading;

namespace OpenLinux.Tests.Configuration;

public sealed class ConfigurationOverrideTests : IDisposable
{
    private readonly ConfigurationFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_scalar_is_overridden_by_its_alias_or_its_path()
    {
        var configuration = Load(
            ("version", "2.0.0"), ("image.repository", "ghcr.io/me/openlinux"), ("image.shell", "/bin/ash"), ("rootfs.development", "true"));

        configuration.Version.Should().Be("2.0.0");
        configuration.Image.Repository.ToString().Should().Be("ghcr.io/me/openlinux");
        configuration.Image.Shell.Should().Be("/bin/ash");
        configuration.Rootfs.Development.Should().BeTrue();
    }

    [Fact]
    public void A_repeated_option_replaces_the_list()
    {
        var image = Load(("tag", "edge"), ("tag", "{version}"), ("cmd", "/bin/ls"), ("cmd", "-l")).Image;

        image.Tags.Should().Equal("edge", "{version}");
        image.Cmd.Should().Equal("/bin/ls", "-l");
    }

    [Fact]
    public void A_list_may_be_given_as_a_toml_array_or_emptied()
    {
        folder.Append("openlinux.toml", "entrypoint = [\"/sbin/init\"]");

        var image = Load(("image.cmd", "[\"/bin/sh\", \"-c\", \"echo 'a, b'\"]"), ("entrypoint", "")).Image;

        image.Cmd.Should().Equal("/bin/sh", "-c", "echo 'a, b'");
        image.Entrypoint.Should().BeEmpty();
    }

    [Fact]
    public void Variables_and_labels_are_added_to_those_of_the_file()
    {
        folder.Append("openlinux.toml", "[image.env]\nPATH = \"/bin\"\nTERM = \"dumb\"");

        var image = Load(("env", "TERM=linux"), ("env", "EQUATION=a=b"), ("label", "org.example.team=os")).Image;

        image.Env.Should().Equal(new Dictionary<string, string> { ["PATH"] = "/bin", ["TERM"] = "linux", ["EQUATION"] = "a=b" });
        image.Labels.Should().Equal(new Dictionary<string, string> { ["org.example.team"] = "os" });
    }

    [Fact]
    public void Directories_are_added_with_octal_modes()
    {
        Load(("rootfs.directories", "/tmp=1777"), ("rootfs.directories", "/data=0o750")).Rootfs.Directories.Should().Equal(
            new Dictionary<string, int> { ["/data"] = Convert.ToInt32("750", 8), ["/tmp"] = Convert.ToInt32("1777", 8) });
    }

    [Fact]
    public void The_toolchain_and_each_architecture_can_be_overridden()
    {
        var configuration = Load(
            ("toolchain.cc", "gcc"), ("toolchain.cflags", "-O0"), ("arch.x86_64.cflags", "-march=x86-64-v3"), ("arch.x86_64.triple", "x86_64-pc-linux-musl"));

        configuration.Toolchain.Cc.Should().Be("gcc");
        configuration.Toolchain.CFlags.Should().Equal("-O0");
        configuration.Architectures["x86_64"].CFlags.Should().Equal("-march=x86-64-v3");
        configuration.Architectures["x86_64"].Triple.Should().Be("x86_64-pc-linux-musl");
        configuration.Architectures["aarch64"].CFlags.Should().BeEmpty();
    }

    [Fact]
    public void Every_key_can_be_overridden_with_its_own_example()
    {
        foreach (var key in ConfigurationKeys.All)
        {
            var option = key.Path.Replace("NAME", "x86_64", StringComparison.Ordinal);
            var value = key.Type switch
            {
                ConfigurationType.Map when key.Text == TextRules.Sha256 => $"linux-x86_64={new string('0', 64)}",
                ConfigurationType.Map => "A=b",
                ConfigurationType.Modes => "/tmp=1777",
                ConfigurationType.Sizes => "busybox=2000000",
                _ => key.Example.Trim('"'),
            };

            var load = () => Load((option, value));
            load.Should().NotThrow($"--{option}={value} is what the help shows");
        }
    }

    [Theory]
    [InlineData("version", "a b", "OL106", "--version: version")]
    [InlineData("repository", "Nope!", "OL106", "--repository: image.repository")]
    [InlineData("epoch", "soon", "OL105", "--epoch: epoch")]
    [InlineData("rootfs.development", "perhaps", "OL105", "--rootfs.development: rootfs.development")]
    [InlineData("env", "TERM", "OL106", "--env: image.env")]
    [InlineData("env", "A B=c", "OL106", "--env: image.env.A B")]
    [InlineData("rootfs.directories", "/tmp=rwx", "OL105", "--rootfs.directories: rootfs.directories./tmp")]
    [InlineData("cmd", "[\"/bin/sh\"", "OL102", "--cmd")]
    [InlineData("cmd", "[1]", "OL105", "--cmd: image.cmd")]
    [InlineData("arch.x86_46.cflags", "-O0", "OL103", "--arch.x86_46.cflags")]
    [InlineData("toolchain.cflags", "-O2 -g", "OL106", "--toolchain.cflags: cflags")]
    public void An_error_in_an_option_names_the_option(string option, string value, string code, string subject)
    {
        var load = () => Load((option, value));

        var error = load.Should().Throw<BuildException>().Which;
        error.Code.Id.Should().Be(code);
        error.Subject.Should().Be(subject);
    }

    [Theory]
    [InlineData("repositry", "--repository")]
    [InlineData("image.repositry", "--image.repository")]
    [InlineData("toolchain.cflag", "--toolchain.cflags")]
    public void An_unknown_option_names_the_nearest(string option, string nearest)
    {
        var load = () => Load((option, "x"));

        load.Should().Throw<BuildException>().Which.Fix.Should().Be($"did you mean {nearest}?");
    }

    [Fact]
    public void One_value_cannot_be_given_twice()
    {
        var load = () => Load(("version", "1"), ("version", "2"));

        load.Should().Throw<BuildException>().Which.Cause.Should().Contain("given 2 times");
    }

    [Fact]
    public void A_bad_epoch_of_the_environment_names_the_variable()
    {
        var load = () => ConfigurationLoader.Load(folder.Path, [], "yesterday");

        load.Should().Throw<BuildException>().Which.Subject.Should().Be("SOURCE_DATE_EPOCH: epoch");
    }

    private BuildConfiguration Load(params (string Option, string Value)[] options) =>
        ConfigurationLoader.Load(folder.Path, [.. options.Select(option => KeyValuePair.Create(option.Option, option.Value))]);
}

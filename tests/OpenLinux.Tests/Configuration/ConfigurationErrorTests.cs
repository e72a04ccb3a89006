using OpenLinux.Common.Errors;
using OpenLinux.Configuration.Loading;
using OpenLinux.Configuration.Problems;

namespace OpenLinux.Tests.Configuration;

public sealed class ConfigurationErrorTests : IDisposable
{
    private readonly ConfigurationFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_unknown_key_is_refused_with_its_line_and_the_nearest_right_one()
    {
        folder.Replace("openlinux.toml", "repository", "repositry");

        var error = Fail();

        error.Code.Should().Be(ConfigurationErrors.Several);
        error.Message.Should().Contain("OL103").And.Contain("openlinux.toml:5: image.repositry").And.Contain("did you mean image.repository?");
        error.Message.Should().Contain("OL104").And.Contain("openlinux.toml: image.repository");
    }

    [Fact]
    public void A_key_in_the_wrong_section_is_sent_to_the_right_one()
    {
        folder.Replace("openlinux.toml", "components", "workdir = \"/\"\ncomponents");

        var error = Fail();

        error.Code.Should().Be(ConfigurationErrors.UnknownKey);
        error.Subject.Should().EndWith("openlinux.toml:2: workdir");
        error.Fix.Should().Contain("belongs below [image]");
    }

    [Fact]
    public void A_key_of_another_file_is_sent_to_that_file()
    {
        folder.Replace("openlinux.toml", "components", "cflags = []\ncomponents");

        Fail().Fix.Should().Contain("config/toolchain.toml");
    }

    [Theory]
    [InlineData("version = \"1.0.0-alpha\"", "version = 1", "OL105", "version", "expected a string")]
    [InlineData("version = \"1.0.0-alpha\"", "version = \"1.0 beta\"", "OL106", "version", "\"1.0 beta\" is not letters")]
    [InlineData("version = \"1.0.0-alpha\"", "version = \"1.0+git\"", "OL106", "version", "Docker tags")]
    [InlineData("version = \"1.0.0-alpha\"", "version = 1.5", "OL105", "version", "is a float")]
    [InlineData("version = \"1.0.0-alpha\"", "version = 2026-01-01", "OL105", "version", "is a date")]
    [InlineData("[\"musl\", \"busybox\"]", "[\"musl\", 5]", "OL105", "components", "expected a string in the array")]
    [InlineData("[\"musl\", \"busybox\"]", "[\"musl\", \"musl\"]", "OL106", "components", "\"musl\" is listed twice")]
    [InlineData("[\"musl\", \"busybox\"]", "[\"../musl\"]", "OL106", "components", "is not the name of a folder")]
    [InlineData("[\"musl\", \"busybox\"]", "[]", "OL106", "components", "is empty")]
    [InlineData("[\"musl\", \"busybox\"]", "\"musl\"", "OL105", "components", "expected an array of strings")]
    [InlineData("\"openlinux\"", "\"Open Linux\"", "OL106", "image.repository", "is not a repository name")]
    [InlineData("\"openlinux\"", "\"openlinux:tag\"", "OL106", "image.repository", "without a tag")]
    [InlineData("\"{version}-{arch}\"", "\"{verson}\"", "OL106", "image.tags", "{version}, {arch}, {commit} and {timestamp}")]
    public void A_value_that_cannot_be_used_is_refused_with_what_was_expected(
        string right, string wrong, string code, string key, string expected)
    {
        folder.Replace("openlinux.toml", right, wrong);

        var error = Fail();

        error.Code.Id.Should().Be(code);
        error.Subject.Should().MatchRegex($@"openlinux\.toml:\d+: {key}$");
        error.Cause.Should().Contain(expected);
    }

    [Theory]
    [InlineData("[rootfs]\nrequired = [\"bin/sh\"]", "\"bin/sh\" is not an absolute path")]
    [InlineData("[rootfs]\nrequired = [\"/bin/../sh\"]", "is not an absolute path")]
    [InlineData("[rootfs]\ndevelopment = \"yes\"", "expected true or false")]
    [InlineData("[rootfs.directories]\n\"/tmp\" = 1777", "1777 is decimal; expected an octal mode")]
    [InlineData("[rootfs.directories]\n\"/tmp\" = 0o17777", "is not an octal mode")]
    [InlineData("[rootfs.directories]\n\"tmp\" = 0o1777", "\"tmp\" is not an absolute path")]
    [InlineData("[rootfs.directories]\n\"/tmp\" = \"1777\"", "expected an octal mode")]
    [InlineData("[image.env]\nA-B = \"x\"", "\"A-B\" is not the name of an environment variable")]
    [InlineData("[image.env]\nA = \"x\\ny\"", "is not text on one line")]
    [InlineData("[image.labels]\norg.opencontainers = \"x\"", "a name with dots needs quotes")]
    [InlineData("rootfs = 1", "is a number; expected a table of keys", "components")]
    [InlineData("epoch = -1", "is not whole seconds", "components")]
    [InlineData("epoch = 8589934592", "0 to 8589934591", "components")]
    public void Every_part_of_the_main_file_is_checked(string text, string expected, string? before = null)
    {
        if (before is null)
        {
            folder.Append("openlinux.toml", text);
        }
        else
        {
            folder.Replace("openlinux.toml", before, $"{text}\n{before}");
        }

        Fail().Cause.Should().Contain(expected);
    }

    [Theory]
    [InlineData("cc = \"clang\"", "", "OL104", "toolchain.toml: cc")]
    [InlineData("\"-Os\", \"-g\"", "\"-Os -g\"", "OL106", "toolchain.toml:7: cflags")]
    [InlineData("cc = \"clang\"", "cc = \"clang\"\ncxx = \"clang++\"", "OL103", "toolchain.toml:2: cxx")]
    public void The_toolchain_is_checked(string right, string wrong, string code, string subject)
    {
        folder.Replace("toolchain.toml", right, wrong);

        var error = Fail();

        error.Code.Id.Should().Be(code);
        error.Subject.Should().EndWith(subject);
    }

    [Theory]
    [InlineData("elf_class = 64", "elf_class = 48", "48 is not 32 or 64")]
    [InlineData("linux/amd64", "x86_64", "is not an operating system and architecture")]
    [InlineData("x86_64-linux-musl", "x86_64", "is not a target triple")]
    public void An_architecture_is_checked(string right, string wrong, string expected)
    {
        folder.Replace("arch/x86_64.toml", right, wrong);

        var error = Fail();

        error.Subject.Should().Contain($"arch{Path.DirectorySeparatorChar}x86_64.toml:");
        error.Cause.Should().Contain(expected);
    }

    [Fact]
    public void An_architecture_whose_name_no_tag_can_hold_is_refused()
    {
        folder.Write("arch/x86 64.toml", "");

        Fail().Cause.Should().Contain("\"x86 64\" is not an architecture's name");
    }

    [Fact]
    public void What_is_not_toml_is_refused_by_line()
    {
        folder.Replace("openlinux.toml", "version = \"1.0.0-alpha\"", "version = ");

        var error = Fail();

        error.Code.Should().Be(ConfigurationErrors.Syntax);
        error.Subject.Should().EndWith("openlinux.toml:1");
    }

    [Fact]
    public void An_end_within_an_escape_is_refused_by_line()
    {
        folder.Write("vetting.toml", "x = 1\ny = \"\\u");

        Fail().Should().Match<BuildException>(error => error.Code == ConfigurationErrors.Syntax && error.Subject.EndsWith("vetting.toml:2", StringComparison.Ordinal));
    }

    [Fact]
    public void Arrays_in_arrays_beyond_measure_are_refused_by_line()
    {
        folder.Write("vetting.toml", $"x = 1\ny = {new string('[', 70)}{new string(']', 70)}\nz = 1\n");

        Fail().Should().Match<BuildException>(error => error.Code == ConfigurationErrors.Syntax && error.Subject.EndsWith("vetting.toml:2", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("openlinux.toml", "version = \"2\"\nversion = \"3\"", "already defined at")]
    [InlineData("openlinux.toml", "[image]\nuser = \"a\"\n[image]", "already defined at")]
    [InlineData("openlinux.toml", "rootfs.development = true\n[rootfs]\nrequired = []", "already defined at")]
    [InlineData("toolchain.toml", "ar = \"a\"\nar.b = \"c\"", "already defined at")]
    public void A_key_that_is_defined_twice_is_refused(string file, string text, string expected)
    {
        folder.Write(file, text);

        Fail().Message.Should().Contain(expected).And.Contain("OL102");
    }

    [Fact]
    public void All_errors_are_told_at_once()
    {
        folder.Replace("openlinux.toml", "\"1.0.0-alpha\"", "\"a b\"")
            .Replace("toolchain.toml", "cc =", "cx =")
            .Replace("arch/x86_64.toml", "elf_class = 64", "elf_class = 1");

        var error = Fail();

        error.Subject.Should().Be("4 errors");
        error.Cause.Should().Contain("version").And.Contain("cx").And.Contain("elf_class").And.Contain("OL104");
    }

    [Theory]
    [InlineData("openlinux.toml")]
    [InlineData("toolchain.toml")]
    [InlineData("vetting.toml")]
    public void A_missing_file_is_named(string file)
    {
        File.Delete(folder.PathOf(file));

        var error = Fail();

        error.Code.Should().Be(ConfigurationErrors.FileMissing);
        error.Subject.Should().EndWith(file);
    }

    [Fact]
    public void No_architecture_at_all_is_refused()
    {
        Directory.Delete(folder.PathOf("arch"), recursive: true);
        Fail().Code.Should().Be(ConfigurationErrors.FileMissing);

        Directory.CreateDirectory(folder.PathOf("arch"));
        Fail().Code.Should().Be(ConfigurationErrors.FileMissing);
    }

    private BuildException Fail()
    {
        var load = () => ConfigurationLoader.Load(folder.Path, []);
        return load.Should().Throw<BuildException>().Which;
    }
}

using OpenLinux.Userland.Sources.Apt;

namespace OpenLinux.Tests.Userland;

public sealed class AptSourceEntriesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("openlinux-apt-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_deb822_entry_keeps_its_address_and_key_and_gains_the_newer_releases()
    {
        Write("sources.list.d/debian.sources", """
            # The archive.
            Types: deb
            URIs: http://mirror.example/debian
            Suites: bookworm bookworm-updates
            Components: main
            Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

            Types: deb
            URIs: http://mirror.example/debian-security
            Suites: bookworm-security
            Components: main
            Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
            """);

        Derive("debian", "bookworm").Should().Be(
            "Types: deb-src\nURIs: http://mirror.example/debian\nSuites: bookworm trixie forky sid\nComponents: main\n"
            + "Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg\n\n");
    }

    [Fact]
    public void A_one_line_entry_is_read_with_its_options()
    {
        Write("sources.list", "# old\ndeb [arch=amd64 signed-by=/etc/key.gpg] https://mirror.example/debian/ trixie main contrib # here\n");

        Derive("debian", "trixie").Should().Be(
            "Types: deb-src\nURIs: https://mirror.example/debian/\nSuites: trixie forky sid\nComponents: main\nSigned-By: /etc/key.gpg\n\n");
    }

    [Fact]
    public void An_embedded_key_stays_whole()
    {
        Write("sources.list.d/debian.sources", """
            Types: deb deb-src
            URIs: http://mirror.example/debian
            Suites: stable
            Components: main
            Signed-By:
             -----BEGIN PGP PUBLIC KEY BLOCK-----
             .
             mDMEY865UxYJKwYBBAHaRw8BAQdAd7Z0srwuhlB6JKFkcf4HU4SSS
             -----END PGP PUBLIC KEY BLOCK-----
            """);

        Derive("debian", "bookworm").Should().Contain(
            "Signed-By: \n -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n mDMEY865UxYJKwYBBAHaRw8BAQdAd7Z0srwuhlB6JKFkcf4HU4SSS\n -----END");
    }

    [Theory]
    [InlineData("deb https://vendor.example/apt stable main")]
    [InlineData("deb https://vendor.example/debian bookworm stable")]
    [InlineData("deb https://mirror.example/debian bookworm-backports main")]
    [InlineData("deb cdrom:[Debian]/ bookworm main")]
    [InlineData("deb file:/srv/debian bookworm main")]
    [InlineData("# deb https://mirror.example/debian bookworm main")]
    [InlineData("rpm https://mirror.example/debian bookworm main")]
    public void What_is_not_the_distributions_archive_is_left_out(string line)
    {
        Write("sources.list", line);

        Derive("debian", "bookworm").Should().BeEmpty();
    }

    [Fact]
    public void Entries_that_are_off_or_of_other_file_types_are_left_out()
    {
        Write("sources.list.d/off.sources", "Enabled: no\nTypes: deb\nURIs: http://mirror.example/debian\nSuites: bookworm\nComponents: main\n");
        Write("sources.list.d/old.list.save", "deb http://mirror.example/debian bookworm main\n");

        Derive("debian", "bookworm").Should().BeEmpty();
    }

    [Fact]
    public void The_same_mirror_is_taken_once()
    {
        Write("sources.list", "deb http://mirror.example/debian bookworm main\ndeb-src http://mirror.example/debian/ bookworm main\n");

        Derive("debian", "bookworm").Split("Types:").Should().HaveCount(2);
    }

    [Fact]
    public void Ubuntu_has_its_own_release_alone()
    {
        Write("sources.list", "deb http://mirror.example/ubuntu noble main universe\n");

        Derive("ubuntu", "noble").Should().Contain("Suites: noble\n");
    }

    [Fact]
    public void A_machine_without_apt_has_no_entries() => Derive("fedora", "").Should().BeEmpty();

    private string Derive(string distribution, string codename)
    {
        Write("os-release", $"NAME=\"x\"\nID={distribution}\nVERSION_CODENAME={codename}\n");
        return AptSourceEntries.Derive(new AptMachine(folder, Path.Combine(folder, "os-release")));
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}

using OpenLinux.Common.Text;

namespace OpenLinux.Tests.Common;

public sealed class NearestTests
{
    private static readonly string[] Candidates = ["Docker", "DockerImport", "Rootfs", "Sysroot", "x86_64", "aarch64", "tag"];

    [Theory]
    [InlineData("Dokcer", "Docker")]
    [InlineData("docker", "Docker")]
    [InlineData("rotfs", "Rootfs")]
    [InlineData("x86-64", "x86_64")]
    [InlineData("x8664", "x86_64")]
    [InlineData("arch64", "aarch64")]
    [InlineData("tga", "tag")]
    [InlineData("DockrImport", "DockerImport")]
    public void A_mistyped_word_finds_what_was_meant(string word, string meant) => Nearest.To(word, Candidates).Should().Be(meant);

    [Theory]
    [InlineData("completely-else")]
    [InlineData("zzz")]
    [InlineData("")]
    public void A_word_near_to_nothing_finds_nothing(string word) => Nearest.To(word, Candidates).Should().BeNull();
}

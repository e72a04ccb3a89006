using System.Text;
using OpenLinux.Userland.Origins;

namespace OpenLinux.Tests.Userland;

public sealed class ContentDifferenceTests
{
    [Fact]
    public void Files_of_no_known_kind_are_not_described() => ContentDifference.Of("a"u8.ToArray(), "b"u8.ToArray()).Should().BeNull();

    [Fact]
    public void The_member_and_the_section_are_named()
    {
        var (before, after) = (Compiled("1"), Compiled("2"));

        ContentDifference.Of(before, after).Should().StartWith("in the section .data, at its byte 0");
        ContentDifference.Of(Archive(before), Archive(after)).Should().StartWith("in the member a.o, in the section .data, at its byte 0");
    }

    [Fact]
    public void A_header_alone_is_told_as_such()
    {
        var before = Compiled("1");
        var after = before.ToArray();
        after[7] = 3;

        ContentDifference.Of(before, after).Should().Be("in its headers");
    }

    [Theory]
    [InlineData("#1/-5")]
    [InlineData("/-1")]
    public void A_member_has_no_name_at_a_negative_place(string name) =>
        ContentDifference.Of(Archive(Head(1), name), Archive(Head(2), name)).Should().Be($"in the member {name}, in its headers");

    private static byte[] Head(byte elfClass) => [0x7f, (byte)'E', (byte)'L', (byte)'F', elfClass, 1, 1, 0];

    private static byte[] Compiled(string value)
    {
        using var folder = new TestKit.TestFolder();
        File.WriteAllText(Path.Combine(folder.Path, "a.c"), $"int value = {value};\n");
        TestKit.Tool.Run("clang", ["-c", "a.c"], folder.Path);
        return File.ReadAllBytes(Path.Combine(folder.Path, "a.o"));
    }

    private static byte[] Archive(byte[] member, string name = "a.o/") =>
    [
        .. "!<arch>\n"u8,
        .. Encoding.ASCII.GetBytes($"{name,-16}{0,-12}{0,-6}{0,-6}{644,-8}{member.Length,-10}`\n"),
        .. member,
    ];
}

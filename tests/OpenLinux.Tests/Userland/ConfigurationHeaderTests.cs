using System.Text;
using OpenLinux.Userland.Reading;

namespace OpenLinux.Tests.Userland;

public sealed class ConfigurationHeaderTests
{
    private const string Kconfig =
        """
        /* Automatically generated: don't edit */
        #define CONFIG_LS 1
        #define ENABLE_LS 1
        #ifdef MAKE_SUID
        # define IF_LS(...) __VA_ARGS__ "CONFIG_LS"
        #else
        # define IF_LS(...) __VA_ARGS__
        #endif
        #define IF_NOT_LS(...)
        #undef CONFIG_CP
        #define ENABLE_CP 0

        """;

    [Theory]
    [InlineData("if (ENABLE_LS) {}", "#define ENABLE_LS 1\n")]
    [InlineData("ENABLE_\\\nLS", "#define ENABLE_LS 1\n")]
    [InlineData("/* ENABLE_CP */", "#define ENABLE_CP 0\n")]
    [InlineData("#ifdef CONFIG_CP", "#undef CONFIG_CP\n")]
    [InlineData("#include ENABLE_CP", "#define ENABLE_CP 0\n")]
    [InlineData("_Pragma(ENABLE_CP)", "#define ENABLE_CP 0\n")]
    [InlineData("IF_LS(x)", "#define CONFIG_LS 1\n#ifdef MAKE_SUID\n# define IF_LS(...) __VA_ARGS__ \"CONFIG_LS\"\n#else\n# define IF_LS(...) __VA_ARGS__\n#endif\n")]
    [InlineData("#define ON(x) ENABLE_ ## x\nON(LS)", "#define ENABLE_LS 1\n")]
    [InlineData("#define ON(x) EN ## x\n#define AB(x) ABLE_ ## x\nON(AB(CP))", "#define ENABLE_CP 0\n")]
    [InlineData("#define ON(x) ENABLE_ %:%: x\nON(LS)", "#define ENABLE_LS 1\n")]
    [InlineData("#define ON(of, x) of ## _ ## x\nON(ABLE ENABLE, LS)", "#define ENABLE_LS 1\n")]
    [InlineData("#define ON(x) __VA_OPT__(ENABLE_) ## x\nON(LS)", "#define ENABLE_LS 1\n")]
    [InlineData("#define ON(a$, b$) a$ ## b$\nON(ENABLE_, LS)", "#define ENABLE_LS 1\n")]
    [InlineData("/* R\" */ #define ON(x) ENABLE_ ## x\nON(LS)", "#define ENABLE_LS 1\n")]
    [InlineData("R\"(\" /* )\"\n#define ON(x) ENABLE_ ## x\nON(LS)\n/* */", "#define ENABLE_LS 1\n")]
    [InlineData("#define ON(x) bit_ ## x\nENABLE_ LS", "")]
    [InlineData("ENABLE LS", "")]
    [InlineData("#define ON(x) ENABLE_ ## x\n/* LS */ \"LS\" 'L' 'S' // L S", "")]
    [InlineData("#define ON(x) ENABLE_ ## x\n/* LS */ don't LS", "#define ENABLE_LS 1\n")]
    [InlineData("#define ON(x) ENABLE_ ## x\nint digits = 1'000'LS'000;", "#define ENABLE_LS 1\n")]
    [InlineData("#define ON(x) x ## L\nENABLE_ LX", "")]
    [InlineData("#define ON(x) ENABLE_ %\\\n:%\\\n: x\nON(LS)", "#define ENABLE_LS 1\n")]
    public void Those_that_the_rest_can_name_are_kept(string rest, string kept) => Narrowed(Kconfig, rest).Should().Be(kept);

    [Theory]
    [InlineData("#define PLAIN 1\n")]
    [InlineData("#define __RESERVED_NAME 1\n")]
    [InlineData("#define A_B other\n")]
    [InlineData("#define A_B(x) x\n")]
    [InlineData("#define A_B(x) #x\n")]
    [InlineData("#define A_B c ## d\n")]
    [InlineData("#define A_B \"unfinished\n")]
    [InlineData("#define A_B 1\n#define A_B 2\n")]
    [InlineData("#define A_B 1\n#undef A_B\n")]
    [InlineData("#if 1/OTHER\n#endif\n")]
    [InlineData("#ifdef A B\n#endif\n")]
    public void What_a_compiler_may_complain_of_or_look_for_is_kept(string header) => Narrowed(header, "nothing").Should().Be(header);

    [Theory]
    [InlineData("#if OTHER_ONE\n#define A_B 1\n#endif\n#define OTHER_ONE 1\n#define OTHER_TWO 1\n", "#if OTHER_ONE\n#endif\n#define OTHER_ONE 1\n")]
    [InlineData("#define A_B C_D\n#define C_D 1\n#define E_F 1\n", "#define A_B C_D\n#define C_D 1\n")]
    [InlineData("#define NAMED_ONE \"GCC poison C_D\"\n#define C_D \"E_F\"\n#define E_F 1\n#define G_H 1\n", "#define NAMED_ONE \"GCC poison C_D\"\n#define C_D \"E_F\"\n#define E_F 1\n")]
    [InlineData("#ifdef C_D\n#define NAMED_ONE 1\n#endif\n#define C_D 1\n", "#ifdef C_D\n#define NAMED_ONE 1\n#endif\n#define C_D 1\n")]
    public void What_is_kept_names_others(string header, string kept) => Narrowed(header, "NAMED_ONE").Should().Be(kept);

    [Theory]
    [InlineData("int declared;\n")]
    [InlineData("#include \"other.h\"\n")]
    [InlineData("#pragma once\n")]
    [InlineData("#error no\n")]
    [InlineData("#define A_B \\\n1\n")]
    [InlineData("#define A_B __LINE__\n")]
    [InlineData("#define A_B __COUNTER__\n")]
    [InlineData("#if __has_include(<a.h>)\n#endif\n")]
    [InlineData("#line 7\n")]
    [InlineData("#ifdef A\n")]
    [InlineData("#endif\n")]
    [InlineData("#define A ??/\n")]
    public void Other_headers_are_none(string header) => ConfigurationHeader.Of(Encoding.Latin1.GetBytes(header)).Should().BeNull();

    [Fact]
    public void Names_with_numbers_can_be_pasted_of_lines() =>
        Narrowed("#define USE_12L 1\n#define USE_N 1\n", "#define AT(x) USE_ ## x\nAT(__LINE__)").Should().Be("#define USE_12L 1\n");

    [Fact]
    public void Names_can_be_pasted_of_values() =>
        Narrowed("#define IN_USE 0x1f\n#define USE_0x1f 1\n#define USE_0xab 1\n", "#define AT(a) USE_ ## a\n#define OF(a) AT(a)\nOF(IN_USE)")
            .Should().Be("#define IN_USE 0x1f\n#define USE_0x1f 1\n");

    /// <summary>What is told once of the texts that compiles share must not be another thing than what is told of all texts at once.</summary>
    [Fact]
    public void However_words_are_dealt_out_among_texts_the_same_is_kept()
    {
        var random = new Random(4);
        var header = ConfigurationHeader.Of(Encoding.Latin1.GetBytes(string.Concat(
            from first in "ABCD" from second in "EFGH" from third in "IJ" select $"#define {first}_{second}{third} 1\n")))!;
        string[] words = ["A", "B_", "_E", "EI", "I", "J", "C_F", "D_G", "H", "HJ", "A_EI", "#define P(x) x ## I\n", "#define Q(x, y) x ## y\n", "#define R(x) A_ ## x ## J\n"];
        for (var round = 0; round < 300; round++)
        {
            var chosen = words.Where(_ => random.Next(3) == 0).ToList();
            var dealt = chosen.GroupBy(_ => random.Next(3)).ToDictionary(text => text.Key, text => string.Join('\n', text));
            var texts = Enumerable.Range(0, 3).Select(index => Words(dealt.GetValueOrDefault(index, ""))).ToList();

            var kept = header.NarrowedTo(new UnitWords(texts[0], texts[1], texts[2]));

            kept.Should().Equal(header.NarrowedTo(new UnitWords(Words(string.Join('\n', chosen)))), "round {0}: {1}", round, string.Join(" | ", chosen));
        }
    }

    private static SourceWords Words(string text) => SourceWords.Of(Encoding.UTF8.GetBytes(text));

    private static string Narrowed(string header, string rest) => Encoding.Latin1.GetString(
        ConfigurationHeader.Of(Encoding.Latin1.GetBytes(header))!.NarrowedTo(new UnitWords(Words(""), Words(rest))));
}

using OpenLinux.Rootfs.Units;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Rootfs;

namespace OpenLinux.Tests.Rootfs;

/// <summary>What a program consists of.</summary>
public sealed class CompilationUnitsTests
{
    [Fact]
    public void Each_source_file_has_the_code_that_its_unit_tells_of() =>
        CompilationUnits.Read(SmallUnits.Bytes()).Should().Equal(new UnitSize("src/one.c", 0x40), new UnitSize("two.c", 0x30));

    [Theory]
    [InlineData("x86_64-linux-gnu")]
    [InlineData("aarch64-linux-gnu")]
    [InlineData("i386-linux-gnu")]
    public void A_compilers_units_have_the_sizes_of_their_functions(string target)
    {
        using var folder = Linked(target, "-gdwarf-4");

        var units = CompilationUnits.Read(File.ReadAllBytes(folder.PathOf("program")));

        units.Select(unit => unit.Name).Should().BeEquivalentTo("src/large.c", "small.c");
        units[0].Name.Should().Be("src/large.c");
        units.Sum(unit => unit.SizeBytes).Should().BeInRange(CodeSize(folder) * 9 / 10, CodeSize(folder), "all but the padding between functions is some unit's");
    }

    [Fact]
    public void What_the_linker_left_out_takes_no_space()
    {
        using var folder = Linked("x86_64-linux-gnu", "-gdwarf-4", "-ffunction-sections", "-Wl,--gc-sections");

        CompilationUnits.Read(File.ReadAllBytes(folder.PathOf("program"))).Sum(unit => unit.SizeBytes).Should().BeInRange(1, CodeSize(folder));
    }

    [Theory]
    [InlineData("-gdwarf-5")]
    [InlineData("-g0")]
    public void Other_versions_of_debug_information_and_none_tell_of_no_unit(string option)
    {
        using var folder = Linked("x86_64-linux-gnu", option);

        CompilationUnits.Read(File.ReadAllBytes(folder.PathOf("program"))).Should().BeEmpty();
    }

    [Fact]
    public void What_is_damaged_tells_of_no_unit_or_of_no_more_than_there_is()
    {
        var whole = SmallUnits.Bytes();
        for (var at = 0; at < whole.Length; at++)
        {
            CompilationUnits.Read(whole[..at]).Sum(unit => unit.SizeBytes).Should().BeInRange(0, 0x100);
            foreach (var bit in (byte[])[1, 0x40, 0x80])
            {
                byte[] damaged = [.. whole];
                damaged[at] ^= bit;
                CompilationUnits.Read(damaged).Should().OnlyHaveUniqueItems(unit => unit.Name).And.HaveCountLessThan(5);
            }
        }
    }

    [Fact]
    public void What_is_no_program_tells_of_none() => CompilationUnits.Read("#!/bin/sh\n"u8.ToArray()).Should().BeEmpty();

    private static TestFolder Linked(string target, params string[] options)
    {
        var folder = new TestFolder();
        folder.Write("src/large.c", "int large(int x) { int y = 0; while (x > 1) { y += x * x; x = x % 2 ? 3 * x + 1 : x / 2; } return y; }\nint unused(int x) { return x * x * x + 7; }\n"u8);
        folder.Write("small.c", "int large(int); void _start(void) { for (;;) large(7); }\n"u8);
        Tool.Run("clang", [$"--target={target}", "-O1", "-nostdlib", "-static", "-fuse-ld=lld", "-Wl,--build-id=none", .. options, "src/large.c", "small.c", "-o", "program"], folder.Path);
        return folder;
    }

    private static int CodeSize(TestFolder folder) => Convert.ToInt32(
        Tool.Run("llvm-objdump", ["--section-headers", "program"], folder.Path).Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).First(row => row.Length > 2 && row[1] == ".text")[2], 16);
}

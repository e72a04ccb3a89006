using System.Text.RegularExpressions;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Checkouts;

namespace OpenLinux.EndToEnd;

/// <summary>Each function that src/lib/fortify checks, against the sysroot that users compile with.</summary>
[Collection(ArtifactGroup.Name)]
public sealed partial class FortifyTests(BuiltFixture built) : IDisposable
{
    private static readonly string Headers = Path.Combine(RepositoryRoot.Path, "src", "lib", "fortify", "include", "fortify");

    private readonly string folder = Directory.CreateTempSubdirectory("openlinux-fortify-").FullName;

    /// <summary>What the headers declare checks for, and what they give checks of others.</summary>
    private static IReadOnlyList<string> Functions =>
    [
        .. Directory.EnumerateFiles(Headers, "*.h", SearchOption.AllDirectories)
            .SelectMany(header => Check().Matches(File.ReadAllText(header)))
            .Select(match => match.Groups[1].Value)
            .Distinct(),
        "bcopy",
        "bzero",
    ];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Every_function_ends_the_program_where_it_would_overflow_and_nowhere_else(int level)
    {
        await CompileAsync($"-D_FORTIFY_SOURCE={level}", "-O2");

        Functions.Should().HaveCountGreaterThan(40);
        foreach (var function in Functions)
        {
            (await RunAsync(function, 1)).Should().Be(0, "{0} of 1 fits", function);
            (await RunAsync(function, function == "fdelt" ? 1024 : 20)).Should().Be(128 + 4, "{0} of more does not", function);
        }
    }

    [Fact]
    public async Task Level_1_lets_a_string_fill_all_of_the_structure_it_is_in()
    {
        await CompileAsync("-D_FORTIFY_SOURCE=1", "-O2");

        (await RunAsync("strcpy", 20)).Should().Be(0);
        (await RunAsync("memcpy", 20)).Should().Be(128 + 4);
    }

    [Theory]
    [InlineData("-D_FORTIFY_SOURCE=0", "-O2")]
    [InlineData("-D_FORTIFY_SOURCE=2", "-O0")]
    [InlineData("-O2")]
    public async Task Nothing_is_checked_without_being_asked_for_or_without_optimization(params string[] flags)
    {
        await CompileAsync(flags);

        (await Command.OutputAsync("llvm-nm", ["-g", Path.Combine(folder, "check")])).Should().NotContain("__strcpy_chk");
        (await Command.OutputAsync("llvm-nm", [Path.Combine(folder, "check")])).Should().Contain("0000000000000000 a __fortify_source");
    }

    [Fact]
    public async Task A_fault_is_told()
    {
        await CompileAsync("-D_FORTIFY_SOURCE=2", "-O2");

        var result = await Command.RunAsync("sh", ["-c", "./check strcpy 20"], folder);

        result.Stderr.Should().Contain("a buffer would have overflowed: the program ends here");
    }

    [Fact]
    public async Task Functions_whose_address_is_taken_are_the_plain_ones()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "address.c"), """
            #include <string.h>
            #include <unistd.h>
            struct file { ssize_t (*read)(int, void *, size_t); };
            int main(void)
            {
                struct file file = {read};
                void *(*copy)(void *, const void *, size_t) = &memcpy;
                char from[4] = "abc", to[4] = "";
                return file.read(-1, to, 4) != -1 || strcmp(copy(to, from, 4), from) != 0;
            }
            """);

        await CompileAsync(Path.Combine(folder, "address.c"), ["-D_FORTIFY_SOURCE=2", "-O2", "-Werror"]);

        (await Command.RunAsync(Path.Combine(folder, "check"), [], folder)).ExitCode.Should().Be(0);
    }

    private Task CompileAsync(params string[] flags) =>
        CompileAsync(Path.Combine(RepositoryRoot.Path, "tests", "OpenLinux.Tests", "Userland", "fortify_check.c"), flags);

    private async Task CompileAsync(string source, string[] flags)
    {
        var sysroot = built.Checkout.PathOf("build/x86_64/sysroot");
        var headers = (await Command.OutputAsync("clang", ["-print-resource-dir"])).Trim() + "/include";
        await Command.OutputAsync(
            "clang",
            [
                "--target=x86_64-linux-musl", "-fuse-ld=lld", "-nostdlib", "-nostdinc", "-D_GNU_SOURCE", "-fPIE", "-static-pie", "-Wl,--gc-sections",
                "-isystem", $"{sysroot}/usr/include/fortify", "-isystem", $"{sysroot}/usr/include", "-isystem", headers,
                .. flags,
                $"{sysroot}/lib/rcrt1.o", $"{sysroot}/lib/crti.o", source, "-o", "check",
                "-Wl,--start-group", $"{sysroot}/lib/libc.a", $"{sysroot}/lib/libfortify.a", $"{sysroot}/lib/libbuiltins.a", "-Wl,--end-group", $"{sysroot}/lib/crtn.o",
            ],
            folder);
    }

    /// <summary>By way of a shell, which tells a signal as a number that no program returns.</summary>
    private async Task<int> RunAsync(string function, int size) =>
        (await Command.RunAsync("sh", ["-c", $"./check {function} {size}; exit $?"], folder)).ExitCode;

    [GeneratedRegex(@"\b__(\w+)_chk\((?:void|char|wchar_t|int|const|long|struct|gid_t)\b")]
    private static partial Regex Check();
}

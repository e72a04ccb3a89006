using System.Globalization;
using OpenLinux.TestKit.Userland;

namespace OpenLinux.EndToEnd.Userland;

public sealed class BuiltinsTests(BuiltinsCheck check) : IClassFixture<BuiltinsCheck>
{
    /// <summary>About 65 comparisons a round, on operands drawn from this seed: special values, ties, carries, noise.</summary>
    private const int Rounds = 200_000;

    [Theory]
    [InlineData(1)]
    [InlineData(20240229)]
    public async Task Every_function_agrees_with_the_compilers_own_runtime(int seed)
    {
        var result = await RunningProgram.RunAsync(
            check.Path, Rounds.ToString(CultureInfo.InvariantCulture), seed.ToString(CultureInfo.InvariantCulture));

        result.ExitCode.Should().Be(0, "{0}", result.Stdout);
        result.Stdout.Should().EndWith(" checks, 0 differences\n");
    }

    [Fact]
    public async Task The_check_sees_a_rounding_that_goes_the_wrong_way()
    {
        await using var damaged = await BuiltinsCheck.WithChangeAsync(
            "soft_float.c", "dropped == half && (kept & 1)", "dropped == half");

        var result = await RunningProgram.RunAsync(damaged.Path, "10000");

        result.ExitCode.Should().Be(1);
        result.Stdout.Should().Contain("__addtf3").And.Contain("__floatuntidf");
    }

    [Fact]
    public async Task Every_function_of_ours_is_in_the_check_under_a_name_of_its_own()
    {
        var together = check.Path + "-ours.o";
        await CCompiler.CompileAsync(together, ["-r", "-nostdlib", .. CCompiler.SourcesOf("lib/builtins")]);

        var symbols = await RunningProgram.RunAsync("llvm-nm", "--defined-only", "--extern-only", "--format=just-symbols", together);

        var ours = symbols.Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(name => !name.StartsWith("__soft_float_", StringComparison.Ordinal)).ToList();
        ours.Should().HaveCountGreaterThan(40, "{0}", symbols.Stderr).And.BeSubsetOf(BuiltinsCheck.Names);
        ours.Should().NotBeEmpty().And.OnlyContain(name => BuiltinsCheck.Calls(name));
    }
}

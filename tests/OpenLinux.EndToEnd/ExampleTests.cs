using OpenLinux.TestKit;
using OpenLinux.TestKit.Checkouts;

namespace OpenLinux.EndToEnd;

/// <summary>The releases in examples/ are built as they stand there, and what they make is run.</summary>
[Collection(EndToEndGroup.Name)]
public sealed class ExampleTests(BuiltFixture built)
{
    [Theory]
    [InlineData("zlib", "zlib,crc", "crc", new[] { "123456789" }, "cbf43926\n")]
    public async Task An_example_is_built_and_runs(string example, string components, string program, string[] arguments, string said)
    {
        await using var checkout = await built.NewCheckoutAsync();
        Tool.Run("cp", ["-R", Path.Combine(RepositoryRoot.Path, "examples", example) + "/.", checkout.Root]);
        string[] names = ["kernel-headers", "builtins", "musl", .. components.Split(',')];

        (await checkout.RunAsync(["--target=Sysroot", "--arch=x86_64", .. names.Select(name => $"--components={name}")])).Succeeded();

        (await Command.OutputAsync(checkout.PathOf($"build/x86_64/sysroot/bin/{program}"), arguments, checkout.Root)).Should().Be(said);
    }
}

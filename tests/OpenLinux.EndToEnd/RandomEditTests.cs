using System.Globalization;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Checkouts;

namespace OpenLinux.EndToEnd;

/// <summary>
/// Both answers held against each other, over edits that nobody chose: where the front says that there is nothing to do, the host finds nothing
/// to do and says the same.
/// </summary>
public sealed class RandomEditTests : IDisposable
{
    private const int Checkouts = 8;
    private const int Rounds = 8;

    private static readonly string[] Rootfs = ["--target=Rootfs", "--arch=x86_64"];

    private static readonly string[] Edits =
    [
        "true",
        "true",
        "ls -lR . >/dev/null; cat src/lib/thing/*.c >/dev/null",
        "printf '#define N %d\\n' $N >src/lib/thing/n.h",
        "touch -r src/lib/thing/n.h stamp; printf '#define N %d\\n' $N >src/lib/thing/n.h; touch -r stamp src/lib/thing/n.h; rm stamp",
        "touch src/lib/thing/thing.c",
        "printf 'int more%d = %d;\\n' $N $N >src/lib/thing/more.c",
        "rm -f src/lib/thing/more.c",
        "printf '%d\\n' $N >src/rootfs/etc/motd",
        "rm -f src/rootfs/etc/motd",
        "ln -sfn target$N src/rootfs/etc/link",
        "chmod $((644 + 111 * (N % 2))) src/rootfs/etc/hosts",
        "printf '# %d\\n' $N >>config/openlinux.toml",
        "cp config/openlinux.toml x; mv x config/openlinux.toml",
        "printf '#define OUTSIDE %d\\n' $N >$OUTSIDE/outside.h",
        "printf '#define OTHER %d\\n' $N >$OUTSIDE/other$N.h",
        "rm -f $OUTSIDE/other*.h",
        "git -c user.name=T -c user.email=t@example.org commit -q --allow-empty -m Nothing",
        "git add -A",
        "git status >/dev/null",
        "rm -f build/x86_64/*.tar.gz",
        "printf x >>build/x86_64/$(ls build/x86_64 | grep 'tar.gz$')",
        "mkdir -p build/x86_64/sysroot/usr/more$N",
        "rm -rf build/x86_64/sysroot/usr/include",
        "rm -f .cache/stat",
        "mv src/lib/thing src/lib/gniht; mv src/lib/gniht src/lib/thing",
    ];

    private readonly TestFolder folder = new();
    private readonly int seed = Environment.TickCount;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_front_never_says_what_the_host_would_not()
    {
        var told = await Task.WhenAll(Enumerable.Range(0, Checkouts).Select(EditAsync));

        told.Sum(counts => counts.Unchanged).Should().BePositive();
        told.Sum(counts => counts.Changed).Should().BePositive();
    }

    /// <summary>A component is recalled as a whole where nothing that it is given has changed.</summary>
    [Fact]
    public async Task What_is_recalled_is_what_would_be_made()
    {
        var random = new Random(seed - 1);
        var outside = OutsideOf("recalled");
        await using var checkout = await Checkout.CreateAsync(folder.PathOf("cache-recalled"));
        Shrink(checkout, outside);
        (await checkout.RunAsync(Rootfs)).Succeeded();
        for (var round = 0; round < Rounds; round++)
        {
            var edit = Edits[random.Next(Edits.Length)];
            Edit(checkout, outside, edit, random);
            (await checkout.RunAsync(Rootfs)).Succeeded();
            var recalled = File.ReadAllBytes(checkout.PathOf("build/x86_64/sysroot/lib/libthing.a"));

            (await checkout.RunAsync([.. Rootfs, "--no-cache"])).Succeeded();

            recalled.Should().Equal(
                File.ReadAllBytes(checkout.PathOf("build/x86_64/sysroot/lib/libthing.a")), "round {0}, seed {1}: {2}", round, seed, edit);
        }
    }

    private async Task<(int Unchanged, int Changed)> EditAsync(int number)
    {
        var random = new Random(seed + number);
        var name = number.ToString(CultureInfo.InvariantCulture);
        var outside = OutsideOf(name);
        await using var checkout = await Checkout.CreateAsync(folder.PathOf($"cache{name}"));
        Shrink(checkout, outside);
        var (unchanged, changed) = (0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            await checkout.RememberAsync(Rootfs);
            var edit = Edits[random.Next(Edits.Length)];
            Edit(checkout, outside, edit, random);

            var front = await checkout.AskFrontAsync(Rootfs);
            var host = await checkout.RunAsync(Rootfs);

            if (front is not null)
            {
                front.Should().Be(host, "round {0} of checkout {1}, seed {2}: {3}", round, number, seed, edit);
                unchanged++;
            }
            else
            {
                edit.Should().NotBe("true", "round {0} of checkout {1}, seed {2}: nobody touched anything", round, number, seed);
                changed++;
            }
        }

        return (unchanged, changed);
    }

    private static void Edit(Checkout checkout, string outside, string edit, Random random) =>
        Tool.Run("env", [$"N={random.Next(10)}", $"OUTSIDE={outside}", "sh", "-c", edit], checkout.Root);

    private string OutsideOf(string name) => Path.GetDirectoryName(folder.Write($"outside{name}/outside.h", "#define OUTSIDE 0\n"))!;

    /// <summary>A library of one file, and headers of the machine that it can see: what takes no time to build.</summary>
    private static void Shrink(Checkout checkout, string outside)
    {
        checkout.Replace("config/openlinux.toml", "\"kernel-headers\", \"builtins\", \"musl\", \"fortify\", \"busybox\", \"init\"", "\"outside\", \"thing\"");
        checkout.Write("src/lib/outside/recipe.toml", $"kind = \"system\"\nlicence = \"0BSD\"\n[[files]]\nto = \"usr/include/outside\"\nfrom = [\"{outside}\"]\n");
        checkout.Write("src/lib/thing/n.h", "#define N 0\n");
        checkout.Write("src/lib/thing/thing.c", "#include \"n.h\"\n#include <outside/outside.h>\nint thing = N + OUTSIDE;\n");
    }
}

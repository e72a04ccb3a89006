using OpenLinux.TestKit.Checkouts;

namespace OpenLinux.TestKit.Workflows;

/// <summary>
/// All of this work tree's files in a repository of its own, with another tree laid over it, as a runner's checkout has them; and the host
/// that the tests drive, which build.sh then finds compiled.
/// </summary>
internal sealed class ActionCheckout : IDisposable
{
    private static readonly string HostFolder = Path.GetDirectoryName(HostUnderTest.Assembly)!;

    private readonly TestFolder folder = new();

    public string Root => folder.PathOf("checkout");

    /// <summary>Entries of the cache, which outlast the checkout.</summary>
    public CacheService Cache => new(folder.PathOf("entries"));

    /// <summary>What build.sh would otherwise ask the network.</summary>
    public static string Flavour => Environment.GetEnvironmentVariable("OPENLINUX_CAKE_PACKAGES")
        ?? File.ReadAllText(Path.Combine(HostUnderTest.Checkout, ".cache", "cake-packages")).Split(' ', '\n')[0];

    /// <param name="over">A folder whose files go over those of the work tree.</param>
    public static async Task<ActionCheckout> CreateAsync(string over)
    {
        var checkout = new ActionCheckout();
        await WorkTree.CopyAsync(checkout.Root, file => !file.StartsWith("tests/", StringComparison.Ordinal));
        foreach (var part in new[] { "config", "src" })
        {
            await Command.OutputAsync("cp", ["-R", Path.Combine(over, part), checkout.Root]);
        }

        await checkout.GitAsync("init", "-q", "-b", "main");
        await checkout.CommitAsync();
        await checkout.LayHostAsync();
        return checkout;
    }

    public string PathOf(string relative) => Path.Combine(Root, relative);

    public async Task CommitAsync()
    {
        await GitAsync("add", "-A");
        await GitAsync("-c", "user.name=Test", "-c", "user.email=test@example.org", "commit", "-q", "-m", "As it stands");
    }

    public void Replace(string relative, string text, string replacement)
    {
        var content = File.ReadAllText(PathOf(relative));
        content.Should().Contain(text);
        File.WriteAllText(PathOf(relative), content.Replace(text, replacement, StringComparison.Ordinal));
    }

    /// <summary>As on the next runner: nothing is there but what is in the repository.</summary>
    public async Task ForgetAsync()
    {
        await Command.OutputAsync("chmod", ["-R", "u+w", PathOf(".cache")]);
        await GitAsync("clean", "-ffdxq");
    }

    public void Dispose()
    {
        Tool.Run("chmod", ["-R", "u+w", folder.Path]);
        folder.Dispose();
    }

    private Task<string> GitAsync(params string[] arguments) => Command.OutputAsync("git", ["-C", Root, .. arguments]);

    private async Task LayHostAsync()
    {
        Directory.CreateDirectory(PathOf(".cache/host"));
        await Command.OutputAsync("cp", ["-R", HostFolder, PathOf(".cache/host")]);
    }
}

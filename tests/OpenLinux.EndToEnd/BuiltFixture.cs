using OpenLinux.TestKit.Checkouts;

namespace OpenLinux.EndToEnd;

/// <summary>What the cold build made, for a group of tests; its cache serves each of them.</summary>
public sealed class BuiltFixture(ColdBuild cold) : IAsyncLifetime
{
    internal string Cache { get; private set; } = null!;

    internal Checkout Checkout { get; private set; } = null!;

    /// <summary>The cold build.</summary>
    internal CommandResult FirstBuild { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        (Cache, FirstBuild, var checkout) = await cold.TakeAsync();
        Checkout = checkout ?? await BuiltAsync(Cache);
    }

    public async ValueTask DisposeAsync()
    {
        await Checkout.DisposeAsync();
        Directory.Delete(Cache, recursive: true);
    }

    internal Task<Checkout> NewCheckoutAsync() => Checkout.CreateAsync(Cache);

    private static async Task<Checkout> BuiltAsync(string cache)
    {
        var checkout = await Checkout.CreateAsync(cache);
        (await checkout.RunAsync("--target=Docker", "--arch=x86_64")).Succeeded();
        return checkout;
    }
}

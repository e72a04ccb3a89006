using OpenLinux.TestKit.Checkouts;

namespace OpenLinux.EndToEnd;

/// <summary>One cold build of the whole, from an empty cache; its cache then serves every other end-to-end test.</summary>
public sealed class BuiltFixture : IAsyncLifetime
{
    internal string Cache { get; } = Directory.CreateTempSubdirectory("openlinux-cache-").FullName;

    internal Checkout Checkout { get; private set; } = null!;

    internal CommandResult FirstBuild { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Checkout = await Checkout.CreateAsync(Cache);
        FirstBuild = (await Checkout.RunAsync("--target=Docker", "--arch=x86_64")).Succeeded();
    }

    public async ValueTask DisposeAsync()
    {
        await Checkout.DisposeAsync();
        Directory.Delete(Cache, recursive: true);
    }

    internal Task<Checkout> NewCheckoutAsync() => Checkout.CreateAsync(Cache);
}

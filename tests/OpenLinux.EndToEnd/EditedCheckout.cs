using OpenLinux.TestKit.Checkouts;

namespace OpenLinux.EndToEnd;

/// <summary>A checkout that the tests of a class edit one after the other, whatever the one before has left there.</summary>
public sealed class EditedCheckout(BuiltFixture built) : IAsyncLifetime
{
    internal Checkout Checkout { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Checkout = await built.NewCheckoutAsync();

    public ValueTask DisposeAsync() => Checkout.DisposeAsync();
}

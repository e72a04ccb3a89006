using System.Collections.Concurrent;
using OpenLinux.EndToEnd;
using OpenLinux.TestKit.Checkouts;

[assembly: AssemblyFixture(typeof(ColdBuild))]

namespace OpenLinux.EndToEnd;

/// <summary>The one cold build of the whole, from an empty cache, made when the first group of tests asks for it. Each group has a cache of its own that begins with it.</summary>
public sealed class ColdBuild
{
    private readonly Lazy<Task<Made>> made = new(MakeAsync);
    private int taken;

    /// <returns>What a group begins with: the cache, what the cold build said, and its checkout, which goes to the first who asks.</returns>
    internal async Task<(string Cache, CommandResult Result, Checkout? Checkout)> TakeAsync()
    {
        var (caches, result, checkout) = await made.Value;
        return caches.TryDequeue(out var cache)
            ? (cache, result, Interlocked.Increment(ref taken) == 1 ? checkout : null)
            : throw new InvalidOperationException("There are more groups than caches.");
    }

    private static async Task<Made> MakeAsync()
    {
        var (first, second) = (NewFolder(), NewFolder());
        var checkout = await Checkout.CreateAsync(first);
        var result = (await checkout.RunAsync("--target=Docker", "--arch=x86_64")).Succeeded();

        // Now, while nobody writes there.
        await PoisonedCache.LinkAsync(first, second);
        return new Made(new ConcurrentQueue<string>([first, second]), result, checkout);
    }

    private static string NewFolder() => Directory.CreateTempSubdirectory("openlinux-cache-").FullName;

    private sealed record Made(ConcurrentQueue<string> Caches, CommandResult Result, Checkout Checkout);
}

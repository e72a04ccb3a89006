using OpenLinux.Bench.Measuring;
using OpenLinux.Bench.Trees;

namespace OpenLinux.Bench.Rows;

internal sealed class ColdOpenLinux() : Row("a'", "OpenLinux's own libc, libm and programs, empty cache", "≤ 1.3 × its make")
{
    public override async Task<Contest> PrepareAsync(Workplace place)
    {
        var source = place.OpenLinux ?? throw new BenchException("OpenLinux's source tree is not part of this project: name it with --openlinux=DIR");
        var checkout = await place.CheckoutAsync("openlinux", root => OpenLinuxTree.WriteAsync(place.Project, source, root));
        var cache = place.PathOf("caches", "openlinux");
        var peer = await place.OnceAsync("openlinux", folder => OpenLinuxMake.WriteAsync(source, folder));
        return new Contest(
            1,
            new Contestant("ours", Workplace.Ours(checkout, cache, "--target=Compile", "--arch=x86_64"))
            {
                Before = () =>
                {
                    Workplace.Remove(cache);
                    Workplace.Forget(checkout);
                    return Task.CompletedTask;
                },
            },
            new Contestant("make all", Workplace.Peer(peer, "env", "CCACHE_DISABLE=1", "make", "all"))
            {
                Before = () => OpenLinuxMake.ForgetAsync(peer),
            });
    }
}

using System.Security.Cryptography;
using OpenLinux.Bench.Measuring;

namespace OpenLinux.Bench.Rows;

internal sealed class LostOutputs() : Row("f", "musl and BusyBox, only their outputs lost", "faster than ccache")
{
    /// <summary>What each of the two gave, in the sysroot.</summary>
    private static readonly string[] Outputs = ["lib/libc.a", "bin/busybox"];

    private static readonly string[] Components = ["musl", "busybox"];

    public override async Task<Contest> PrepareAsync(Workplace place)
    {
        var work = await DefaultWork.PrepareAsync(place, "Sysroot");
        var lost = Outputs.Select(output => Path.Combine(work.Sysroot, output)).Select(BlobOf(work)).ToList();
        foreach (var component in Components)
        {
            var folder = await UpstreamPeer.PrepareAsync(work, component, $"ccache-{component}");
            await UpstreamPeer.UnpackAsync(work, component, folder);
            place.Do(UpstreamPeer.Command(work, folder, "ccache "));
        }

        var peer = UpstreamPeer.Command(work, place.Folder, "ccache ") with
        {
            Words = ["sh", "-c", $"for folder in {string.Join(' ', Components)}; do (cd ccache-$folder && sh build.sh) || exit 1; done"],
        };
        return new Contest(
            2,
            new Contestant("ours", work.Ours("Compile"))
            {
                Before = () =>
                {
                    lost.ForEach(File.Delete);
                    return Task.CompletedTask;
                },
            },
            new Contestant("ccache", peer)
            {
                Before = async () =>
                {
                    foreach (var component in Components)
                    {
                        await UpstreamPeer.UnpackAsync(work, component, place.PathOf($"ccache-{component}"));
                    }
                },
            });
    }

    private static Func<string, string> BlobOf(DefaultWork work) => file =>
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
        return Path.Combine(work.Cache, "openlinux", "cas", hash[..2], hash);
    };
}

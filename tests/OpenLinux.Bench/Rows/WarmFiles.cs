using OpenLinux.Bench.Measuring;

namespace OpenLinux.Bench.Rows;

internal sealed class WarmFiles() : Row("i", "50,000 files, nothing to do", "≤ 0.25 s")
{
    public override async Task<Contest> PrepareAsync(Workplace place)
    {
        var work = await FilesWork.PrepareAsync(place);
        await work.BuildAsync("Rootfs");
        return new Contest(
            10,
            new Contestant("ours", work.Ours("Rootfs")),
            new Contestant("git status", Workplace.Peer(work.Checkout, "git", "status", "--porcelain")))
        {
            WarmsUp = true,
        };
    }
}

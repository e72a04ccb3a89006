using OpenLinux.Bench.Measuring;

namespace OpenLinux.Bench.Rows;

internal sealed class ColdUnits() : Row("a", "2,132 units, empty cache", "≤ 1.15 × ninja")
{
    public override async Task<Contest> PrepareAsync(Workplace place)
    {
        var work = await ScaleWork.PrepareAsync(place);
        return new Contest(
            1,
            work.Ours("Compile") with { Before = work.ForgetOursAsync },
            work.Peer() with { Before = work.ForgetPeersAsync });
    }
}

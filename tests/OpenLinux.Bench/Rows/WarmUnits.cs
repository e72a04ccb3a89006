using OpenLinux.Bench.Measuring;

namespace OpenLinux.Bench.Rows;

internal sealed class WarmUnits() : Row("b", "2,132 units, nothing to do", "≤ 0.15 s")
{
    public override async Task<Contest> PrepareAsync(Workplace place)
    {
        var work = await ScaleWork.PrepareAsync(place);
        await work.BuildAsync("Compile");
        return new Contest(10, work.Ours("Compile"), work.Peer()) { WarmsUp = true };
    }
}

using OpenLinux.Bench.Measuring;

namespace OpenLinux.Bench.Rows;

internal sealed class EditedUnit() : Row("c", "2,132 units, one C file edited, to the tarball (ninja: to the program)", "≤ 0.5 s")
{
    public override async Task<Contest> PrepareAsync(Workplace place)
    {
        var work = await ScaleWork.PrepareAsync(place);
        await work.BuildAsync("Rootfs");
        return new Contest(
            5,
            work.Ours("Rootfs") with { Before = () => ScaleWork.EditAsync(work.Checkout) },
            work.Peer() with { Before = () => ScaleWork.EditAsync(work.Ninja) })
        {
            WarmsUp = true,
        };
    }
}

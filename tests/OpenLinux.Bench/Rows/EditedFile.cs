using OpenLinux.Bench.Measuring;

namespace OpenLinux.Bench.Rows;

internal sealed class EditedFile() : Row("h", "one of the 50,000 files changed: pack, inspect, papers", "≤ 3 s")
{
    public override async Task<Contest> PrepareAsync(Workplace place)
    {
        var work = await FilesWork.PrepareAsync(place);
        await work.BuildAsync("Papers");
        return new Contest(2, new Contestant("ours", work.Ours("Papers") with { Words = [.. work.Ours("Papers").Words, "--target=Inspect"] }) { Before = work.EditAsync });
    }
}

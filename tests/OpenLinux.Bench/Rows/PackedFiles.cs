using OpenLinux.Bench.Measuring;

namespace OpenLinux.Bench.Rows;

internal sealed class PackedFiles() : Row("g", "rootfs of 1 GiB in 50,000 files, packed, whole process", "≤ 0.6 × pigz, ≤ 200 MiB")
{
    public override async Task<Contest> PrepareAsync(Workplace place)
    {
        var work = await FilesWork.PrepareAsync(place);
        var archive = place.PathOf("pigz.tar.gz");
        return new Contest(
            1,
            new Contestant("ours", work.Ours("Rootfs")) { Before = work.ForgetAsync },
            new Contestant("tar | pigz -6", Workplace.Peer(
                work.Files, "sh", "-c", $"tar --sort=name --mtime=@0 --owner=0 --group=0 -c . | pigz -6 -p{Environment.ProcessorCount} >{archive}")));
    }
}

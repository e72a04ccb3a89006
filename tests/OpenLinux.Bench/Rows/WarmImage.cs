using OpenLinux.Bench.Measuring;

namespace OpenLinux.Bench.Rows;

internal sealed class WarmImage() : Row("d", "default userland, nothing to do, --target=Docker", "≤ 0.10 s, and less than docker build")
{
    private const string Image = $"{DefaultWork.Repository}:by-docker-build";

    public override async Task<Contest> PrepareAsync(Workplace place)
    {
        var work = await DefaultWork.PrepareAsync(place, "Docker");
        var context = place.PathOf("context");
        Directory.CreateDirectory(context);
        File.Copy(Path.Combine(work.Checkout, "Dockerfile"), Path.Combine(context, "Dockerfile"), overwrite: true);
        File.Copy(Directory.GetFiles(Path.Combine(work.Checkout, "build", "x86_64"), "*-rootfs.tar.gz").Single(), Path.Combine(context, "rootfs.tar.gz"), overwrite: true);
        var build = Build(place, context);
        return new Contest(
            10,
            new Contestant("ours", work.Ours("Docker")),
            new Contestant("docker build", build),
            new Contestant("build.sh --help", Workplace.Ours(work.Checkout, work.Cache, "--help")))
        {
            WarmsUp = true,
        };
    }

    /// <summary>With BuildKit where the client has it, as people get it; else with the classic builder.</summary>
    private static Command Build(Workplace place, string context)
    {
        var plain = Workplace.Peer(context, "docker", "build", "-q", "--build-arg", "ROOTFS=rootfs.tar.gz", "-t", Image, ".");
        try
        {
            place.Do(plain);
            return plain;
        }
        catch (BenchException)
        {
            var classic = plain with { Environment = Workplace.Environment(("DOCKER_BUILDKIT", "0")) };
            place.Do(classic);
            return classic;
        }
    }
}

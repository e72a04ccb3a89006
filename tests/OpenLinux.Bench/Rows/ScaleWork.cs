using OpenLinux.Bench.Measuring;
using OpenLinux.Bench.Trees;

namespace OpenLinux.Bench.Rows;

/// <summary>The 2,132 units, for us and for ninja. Musl and what else stands below the programs is there for both.</summary>
/// <param name="Base">A cache that holds those libraries alone, and their sysroot.</param>
/// <param name="Cache">The one that runs are made with.</param>
internal sealed record ScaleWork(Workplace Place, string Checkout, string Base, string Cache, string Ninja)
{
    private const string Architecture = "--arch=x86_64";

    private static int edits;

    public static async Task<ScaleWork> PrepareAsync(Workplace place)
    {
        var checkout = await place.CheckoutAsync("scale", root =>
        {
            ScaleTree.Write(place.Project, root);
            return Task.CompletedTask;
        });
        var below = await place.OnceAsync("caches/scale-base", async cache =>
        {
            place.Do(Workplace.Ours(checkout, cache, ["--target=Sysroot", Architecture, .. ScaleTree.BaseComponents.Select(name => $"--components={name}")]));
            await Workplace.ResetAsync(Path.Combine(cache, "sysroot"), Path.Combine(checkout, "build", "x86_64", "sysroot"));
        });
        var ninja = await place.OnceAsync("ninja", folder => NinjaFile.WriteAsync(checkout, Path.Combine(below, "sysroot"), folder));
        return new ScaleWork(place, checkout, below, place.PathOf("caches", "scale"), ninja);
    }

    public Contestant Ours(string target) => new("ours", Workplace.Ours(Checkout, Cache, $"--target={target}", Architecture));

    public Contestant Peer() => new("ninja", Workplace.Peer(Ninja, "ninja", $"-j{Environment.ProcessorCount}"));

    /// <summary>Nothing of the units is left on our side.</summary>
    public async Task ForgetOursAsync()
    {
        await Workplace.ResetAsync(Cache, Base);
        Workplace.Forget(Checkout);
    }

    public Task ForgetPeersAsync()
    {
        foreach (var folder in new[] { "obj", "bin" })
        {
            Workplace.Remove(Path.Combine(Ninja, folder));
        }

        foreach (var file in new[] { ".ninja_log", ".ninja_deps", $"sysroot/lib/lib{ScaleSources.Library}.a" })
        {
            File.Delete(Path.Combine(Ninja, file));
        }

        return Task.CompletedTask;
    }

    /// <summary>Both have built all of it.</summary>
    public async Task BuildAsync(string target)
    {
        if (!Directory.Exists(Cache))
        {
            await Workplace.ResetAsync(Cache, Base);
        }

        Place.Do(Ours(target).Command);
        Place.Do(Peer().Command);
    }

    /// <summary>Gives one unit a content that it never had.</summary>
    public static Task EditAsync(string root)
    {
        var file = Path.Combine(root, "src", "bin", ScaleSources.ProgramName(1), "unit03.c");
        File.AppendAllText(file, FormattableString.Invariant($"int edited_{DateTime.UtcNow.Ticks}_{edits++};\n"));
        return Task.CompletedTask;
    }
}

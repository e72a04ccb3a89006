using OpenLinux.Bench.Measuring;
using OpenLinux.Bench.Trees;

namespace OpenLinux.Bench.Rows;

/// <summary>The 50,000 files of 1 GiB.</summary>
/// <param name="Base">A cache that holds the userland alone.</param>
internal sealed record FilesWork(Workplace Place, string Checkout, string Base, string Cache)
{
    private static int edits;

    public static async Task<FilesWork> PrepareAsync(Workplace place)
    {
        var userland = await DefaultWork.PrepareAsync(place, "Rootfs");
        var checkout = await place.CheckoutAsync("files", root =>
        {
            FilesTree.Write(place.Project, root);
            return Task.CompletedTask;
        });
        var below = await place.OnceAsync("caches/files-base", draft => Workplace.ResetAsync(Path.Combine(draft, "openlinux"), Path.Combine(userland.Cache, "openlinux")));
        return new FilesWork(place, checkout, below, place.PathOf("caches", "files"));
    }

    public string Files => Path.Combine(Checkout, "src", "rootfs");

    public Command Ours(string target) => Workplace.Ours(Checkout, Cache, $"--target={target}", "--arch=x86_64");

    /// <summary>Nothing of the files is left: not looked at, not packed.</summary>
    public async Task ForgetAsync()
    {
        await Workplace.ResetAsync(Cache, Base);
        Workplace.Forget(Checkout);
    }

    public async Task BuildAsync(string target)
    {
        if (!Directory.Exists(Cache))
        {
            await Workplace.ResetAsync(Cache, Base);
        }

        Place.Do(Ours(target));
    }

    public Task EditAsync()
    {
        var file = Directory.GetFiles(Path.Combine(Files, "usr", "src", "package007")).Order(StringComparer.Ordinal).First();
        File.AppendAllText(file, FormattableString.Invariant($"/* edited {DateTime.UtcNow.Ticks} {edits++} */\n"));
        return Task.CompletedTask;
    }
}

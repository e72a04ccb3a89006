using OpenLinux.Bench.Trees;

namespace OpenLinux.Bench.Rows;

/// <summary>The project's own userland, in a checkout and with a cache of the bench.</summary>
internal sealed record DefaultWork(Workplace Place, string Checkout, string Cache)
{
    public const string Repository = "openlinux-bench";

    /// <param name="target">What is built once, so that it is in the cache.</param>
    public static async Task<DefaultWork> PrepareAsync(Workplace place, string target)
    {
        var checkout = await place.CheckoutAsync("default", root =>
        {
            var tree = new TreeFolder(root);
            tree.Copy(Path.Combine(place.Project, "src"), "src");
            tree.Copy(Path.Combine(place.Project, "config"), "config");
            tree.Edit("config/openlinux.toml", text => ConfigurationText.Replace(text, "repository", $"\"{Repository}\""));
            return Task.CompletedTask;
        });
        var work = new DefaultWork(place, checkout, await place.OnceAsync("caches/default", _ => Task.CompletedTask));
        place.Do(work.Ours(target));
        return work;
    }

    public Measuring.Command Ours(string target) => Workplace.Ours(Checkout, Cache, $"--target={target}", "--arch=x86_64");

    public string Sysroot => Path.Combine(Checkout, "build", "x86_64", "sysroot");
}

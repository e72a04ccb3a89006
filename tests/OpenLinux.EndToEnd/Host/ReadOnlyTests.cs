using OpenLinux.TestKit;
using OpenLinux.TestKit.Checkouts;

namespace OpenLinux.EndToEnd.Host;

/// <summary>
/// Locks on file systems that root itself cannot write to, each in a mount namespace of its own (unshare(1)): they are held by nobody,
/// and waiting for them would have no end.
/// </summary>
public sealed class ReadOnlyTests : IDisposable
{
    private readonly TestFolder folder = new();

    [Fact]
    public async Task A_cache()
    {
        foreach (var recipe in Directory.GetFiles(Path.Combine(HostUnderTest.Checkout, "src"), "recipe.toml", SearchOption.AllDirectories))
        {
            foreach (var hash in File.ReadLines(recipe).Where(line => line.StartsWith("sha256", StringComparison.Ordinal)))
            {
                folder.Write($"cache/locks/source-{hash.Split('"')[1]}", "");
            }
        }

        var cache = folder.PathOf("cache");
        var result = await RunAsync(ReadOnly(cache), $"--target=Fetch --cache-dir='{cache}'");

        result.FailedWith("OL902").Stderr.Should().Contain("Read-only file system").And.Contain($"{cache}/locks/source-");
    }

    [Fact]
    public async Task A_checkout() =>
        (await RunAsync(ReadOnly(HostUnderTest.Checkout), $"--target=Fetch --cache-dir='{folder.PathOf("cache")}'"))
            .FailedWith("OL005").Stderr.Should().Contain("Read-only file system").And.Contain(".cache/lock");

    [Fact]
    public async Task The_folder_of_the_daemon_to_be_started() =>
        (await RunAsync("mount -t tmpfs tmpfs /run && mkdir /run/openlinux && : >/run/openlinux/dockerd.lock && mount -o remount,ro /run", "--target=Images --setup=auto"))
            .FailedWith("OL205").Stderr.Should().Contain("Read-only file system").And.Contain("/run/openlinux/dockerd.lock");

    public void Dispose() => folder.Dispose();

    private static string ReadOnly(string path) => $"mount --bind '{path}' '{path}' && mount -o remount,bind,ro '{path}'";

    private static Task<CommandResult> RunAsync(string mounts, string arguments) => Command.RunAsync(
        "timeout",
        ["60", "unshare", "--map-root-user", "--mount", "sh", "-c", $"{mounts} && exec \"$0\" \"$1\" {arguments}", HostUnderTest.Dotnet, HostUnderTest.Assembly],
        "/",
        new Dictionary<string, string?> { ["OPENLINUX_ROOT"] = HostUnderTest.Checkout, ["HOME"] = "/nonexistent", ["DOCKER_HOST"] = null });
}

namespace OpenLinux.TestKit.Checkouts;

/// <summary>The compiled host that the tests drive: the one that runs them, or the newest that build.sh has compiled.</summary>
internal static class HostUnderTest
{
    public static string Checkout { get; } =
        Environment.GetEnvironmentVariable("OPENLINUX_CHECKOUT") ?? FindCheckout();

    public static string Assembly { get; } =
        Environment.GetEnvironmentVariable("OPENLINUX_HOST") ?? NewestHost();

    public static string Dotnet { get; } = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";

    private static string FindCheckout()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "build.sh")))
            {
                return folder;
            }
        }

        throw new InvalidOperationException("The tests run from a checkout; set OPENLINUX_CHECKOUT.");
    }

    /// <summary>By the note that build.sh leaves beside each: an assembly that a new compile left as it was keeps its old time.</summary>
    private static string NewestHost() =>
        Directory.EnumerateFiles(Path.Combine(Checkout, ".cache", "host"), "dotnet", SearchOption.AllDirectories)
            .OrderByDescending(File.GetLastWriteTimeUtc)
            .Select(note => Path.Combine(Path.GetDirectoryName(note)!, "OpenLinux.Host.dll"))
            .FirstOrDefault()
        ?? throw new InvalidOperationException("No compiled host; ./build.sh --target=Test compiles one.");
}

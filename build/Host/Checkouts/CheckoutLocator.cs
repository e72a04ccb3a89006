using OpenLinux.Common.Errors;
using OpenLinux.Host.Errors;

namespace OpenLinux.Host.Checkouts;

/// <summary>Finds the checkout: where build.sh stands, else the nearest folder above that has the configuration.</summary>
internal static class CheckoutLocator
{
    private const string Marker = "config/openlinux.toml";

    public static CheckoutPaths Locate()
    {
        if (Environment.GetEnvironmentVariable("OPENLINUX_ROOT") is { Length: > 0 } root)
        {
            return new CheckoutPaths(Path.GetFullPath(root));
        }

        var start = Environment.CurrentDirectory;
        for (var folder = start; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, Marker)))
            {
                return new CheckoutPaths(folder);
            }
        }

        throw new BuildException(
            HostErrors.NotACheckout,
            start,
            $"Neither this folder nor one above it has {Marker}.",
            "Run build.sh of the checkout.");
    }
}

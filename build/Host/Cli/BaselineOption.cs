using OpenLinux.Engine.Diagnostics;

namespace OpenLinux.Host.Cli;

/// <summary><c>--with</c> and Diff belong together.</summary>
internal static class BaselineOption
{
    /// <param name="with">What <c>--with</c> names, or null.</param>
    /// <exception cref="BuildException">One of the two is missing (<c>OL014</c>).</exception>
    public static void Check(IReadOnlyCollection<string> targets, string? with)
    {
        var compares = targets.Contains("Diff");
        if (compares && string.IsNullOrEmpty(with))
        {
            throw new BuildException(
                HostErrors.BadOptionValue,
                "--target=Diff",
                "It compares with another image, which --with names.",
                "--with=TAG, or --with=FILE for a rootfs tarball, a Docker archive or an OCI image layout");
        }

        if (!compares && with is not null)
        {
            throw new BuildException(
                HostErrors.BadOptionValue,
                $"--with={with}",
                $"It is what Diff compares with; {string.Join(", ", targets)} has no use for it.",
                $"./build.sh --target=Diff --with={with}");
        }
    }
}

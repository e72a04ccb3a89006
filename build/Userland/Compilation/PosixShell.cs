using OpenLinux.Common.Errors;

namespace OpenLinux.Userland.Compilation;

/// <summary>What other people's makefiles are written for, and Windows has not.</summary>
internal static class PosixShell
{
    /// <exception cref="BuildException">This is Windows (<c>OL316</c>).</exception>
    public static void Require(string component, bool isWindows)
    {
        if (isWindows)
        {
            throw new BuildException(
                UserlandErrors.NoPosixShell,
                component,
                "its release is built by a configure script and makefiles, which need a POSIX shell and its tools; Windows has none.",
                "build in the Windows Subsystem for Linux: wsl ./build.sh (wsl --install sets it up)");
        }
    }
}

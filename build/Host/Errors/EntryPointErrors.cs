using OpenLinux.Common.Errors;

namespace OpenLinux.Host.Errors;

/// <summary>What can go wrong before there is a host: build.sh and build.ps1 say these, by the same code and title.</summary>
public static class EntryPointErrors
{
    public static readonly ErrorCode NoSdk = new("OL001", "the .NET SDK cannot be installed",
        "no network, or no curl, wget or bash", "install the SDK that `global.json` names, run again");

    public static readonly ErrorCode HostDoesNotCompile = new("OL002", "the build host does not compile",
        "an error in the sources under `build/`, shown above it", "correct it");

    public static readonly ErrorCode NoDigestTool = new("OL003", "no SHA-256 tool",
        "neither `sha256sum` nor `shasum` on PATH", "install coreutils");

    public static readonly ErrorCode UnknownFlavour = new("OL004", "the Cake flavour is neither nuget nor bundled",
        "a misspelt `CakePackages`", "unset it, or `nuget` or `bundled`");

    /// <summary>The host says it as well, where it is the first to notice.</summary>
    public static readonly ErrorCode CheckoutUnwritable = new("OL005", "the checkout's cache folder cannot be written",
        "another owner, or a read-only file system", "run as the owner");
}

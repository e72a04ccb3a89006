using OpenLinux.Configuration;
using OpenLinux.Engine.Content;

namespace OpenLinux.Userland.Toolchains;

/// <summary>The cross toolchain as found on this machine, with what it is to the action key.</summary>
/// <param name="Programs">Names and flags, as configured.</param>
/// <param name="SearchPath">The PATH every action gets: the tools' folders, then /usr/bin:/bin.</param>
/// <param name="Identity">REAPI platform properties: for each tool the digest of its binary and of what that loads, and its version.</param>
/// <param name="Tools">The same programs for people, in the order of the configuration.</param>
/// <param name="Headers">The compiler's own headers (stdarg.h, …).</param>
/// <param name="HeaderFolder">Where those are on this machine, for editors.</param>
public sealed record Toolchain(
    ToolchainConfiguration Programs,
    string SearchPath,
    IReadOnlyDictionary<string, string> Identity,
    IReadOnlyList<Tool> Tools,
    FileTree Headers,
    string HeaderFolder)
{
    /// <summary>Where <see cref="Headers"/> stand in an action's input root.</summary>
    public const string HeadersPath = "toolchain/include";

    /// <summary>The whole environment of an action: nothing of the user's, nothing of the day.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>
    {
        ["PATH"] = SearchPath,
        ["HOME"] = "/nonexistent",
        ["LC_ALL"] = "C",
        ["TZ"] = "UTC",
        ["SOURCE_DATE_EPOCH"] = "0",
    };
}

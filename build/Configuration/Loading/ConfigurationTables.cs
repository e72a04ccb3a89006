using OpenLinux.Configuration.Problems;
using OpenLinux.Configuration.Toml;

namespace OpenLinux.Configuration.Loading;

/// <summary>The files of <c>config/</c> as read.</summary>
/// <param name="Architectures">By name.</param>
internal sealed record ConfigurationTables(
    TomlTable Main, TomlTable Toolchain, TomlTable Vetting, IReadOnlyDictionary<string, TomlTable> Architectures)
{
    /// <returns>The table that an option goes to, or null where it names an architecture that is not there.</returns>
    public TomlTable? Of(ConfigurationOption option) =>
        option.Architecture is { } name ? Architectures.GetValueOrDefault(name)
        : option.File == ConfigurationKeys.Main ? Main
        : option.File == ConfigurationKeys.Toolchain ? Toolchain
        : Vetting;

    public void Check(ConfigurationProblems problems)
    {
        new TableChecker(ConfigurationKeys.Main.Table, problems).Check(Main);
        new ImageCommandCheck(Main, problems).Check();
        new TableChecker(ConfigurationKeys.Toolchain.Table, problems).Check(Toolchain);
        new TableChecker(ConfigurationKeys.Vetting.Table, problems).Check(Vetting);
        foreach (var (_, architecture) in Architectures)
        {
            new TableChecker(ConfigurationKeys.Architecture.Table, problems).Check(architecture);
        }
    }
}

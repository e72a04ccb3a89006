using OpenLinux.Configuration.Keys;

namespace OpenLinux.Configuration.Loading;

/// <summary>Every key under <c>config/</c>, as the records declare them: behind checks, options, help, docs and the JSON schema.</summary>
public static class ConfigurationKeys
{
    public static readonly ConfigurationFile Main = new("openlinux.toml", "", new KeyTable(
    [
        .. BuildConfiguration.Keys.Keys,
        .. RootfsConfiguration.Keys.Keys,
        .. ImageConfiguration.Keys.Keys,
        .. PapersConfiguration.Keys.Keys,
        .. RemoteConfiguration.Keys.Keys,
        .. RemoteExecutionConfiguration.Keys.Keys,
        .. SandboxConfiguration.Keys.Keys,
    ]));

    public static readonly ConfigurationFile Toolchain = new("toolchain.toml", "toolchain.", ToolchainConfiguration.Keys);

    public static readonly ConfigurationFile Vetting = new("vetting.toml", "vetting.", VettingKeys.Table);

    public static readonly ConfigurationFile Architecture = new("arch/NAME.toml", "arch.NAME.", ArchitectureConfiguration.Keys);

    private static readonly Lazy<IReadOnlyList<ConfigurationKey>> Options = new(ListOptions);

    public static IReadOnlyList<ConfigurationFile> Files { get; } = [Main, Toolchain, Vetting, Architecture];

    /// <summary>Every key by the path that the command line takes; "NAME" stands for an architecture's name. Arrays of tables are for files alone.</summary>
    public static IReadOnlyList<ConfigurationKey> All => Options.Value;

    /// <summary>The key that an option such as "tag", "image.tags" or "arch.x86_64.cflags" means, or null.</summary>
    public static ConfigurationOption? Find(string option)
    {
        foreach (var key in Main.Table.Keys)
        {
            if (key.Alias == option || key.Path == option)
            {
                return new ConfigurationOption(Main, key);
            }
        }

        foreach (var file in Files)
        {
            if (file != Architecture && option.StartsWith(file.Prefix, StringComparison.Ordinal)
                && file.Table.Find(option[file.Prefix.Length..]) is { } key)
            {
                return new ConfigurationOption(file, key);
            }
        }

        var parts = option.Split('.', 3);
        return parts switch
        {
            ["arch", _, _] when Architecture.Table.Find(parts[2]) is { } key => new ConfigurationOption(Architecture, key, parts[1]),
            _ => null,
        };
    }

    /// <summary>All that an option may be called, for "did you mean": paths, then aliases.</summary>
    public static IEnumerable<string> OptionNames =>
        All.Select(key => key.Path).Concat(All.Where(key => key.Alias is not null).Select(key => key.Alias!)).Distinct();

    private static ConfigurationKey[] ListOptions() =>
        [.. Files.SelectMany(file => file.Table.Keys.Where(key => key.Type != ConfigurationType.Tables).Select(key => key with { Path = file.Prefix + key.Path }))];
}

/// <summary>A kind of file below <c>config/</c>.</summary>
/// <param name="Name">"openlinux.toml"; "arch/NAME.toml" stands for one a name.</param>
/// <param name="Prefix">What its keys are called by on the command line: "", "toolchain.", "vetting." or "arch.NAME.".</param>
public sealed record ConfigurationFile(string Name, string Prefix, KeyTable Table);

/// <param name="File">The kind of file the key belongs to.</param>
/// <param name="Architecture">Whose file, where <paramref name="File"/> is an architecture's.</param>
public sealed record ConfigurationOption(ConfigurationFile File, ConfigurationKey Key, string? Architecture = null);

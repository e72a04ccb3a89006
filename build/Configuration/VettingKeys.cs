using OpenLinux.Configuration.Keys;

namespace OpenLinux.Configuration;

/// <summary>The keys of <c>config/vetting.toml</c> and what they change in the policy.</summary>
public static class VettingKeys
{
    /// <summary>For messages about a pattern that is no regular expression, which shows only when it is used.</summary>
    public const string BuildPathPatterns = "patterns.build_paths";

    /// <inheritdoc cref="BuildPathPatterns"/>
    public const string SecretPatterns = "patterns.secrets";

    /// <summary>The rules and their levels where the file is silent.</summary>
    public static IReadOnlyList<(string Name, RuleLevel Default, string Description)> Rules { get; } =
    [
        ("static", RuleLevel.Error, "programs ask for no dynamic linker and no shared library"),
        ("pie", RuleLevel.Error, "programs can be loaded at any address"),
        ("relro", RuleLevel.Error, "what relocation writes to is read-only afterwards"),
        ("bind_now", RuleLevel.Error, "programs resolve all their symbols before they start"),
        ("nx", RuleLevel.Error, "neither the stack nor any writable segment is executable"),
        ("text_relocations", RuleLevel.Error, "relocation writes to no code"),
        ("stack_protector", RuleLevel.Error, "functions watch over their return address"),
        ("fortify", RuleLevel.Error, "functions that fill a buffer check its size"),
        ("setuid", RuleLevel.Error, "no file is setuid or setgid unless it is listed"),
        ("world_writable", RuleLevel.Error, "nothing is writable to all but listed directories with the sticky bit"),
        ("device_nodes", RuleLevel.Warn, "there are no device nodes, pipes or sockets"),
        ("duplicates", RuleLevel.Warn, "no path comes twice"),
        ("build_paths", RuleLevel.Error, "no program holds a path of the machine it was built on"),
        ("secrets", RuleLevel.Error, "no file holds what looks like a key or token"),
        ("size", RuleLevel.Error, "each component keeps to its budget"),
    ];

    private static readonly NumberRule Bytes = new("a number of bytes", 0, long.MaxValue);

    private static readonly TextRule Level = TextRule.OneOf("error", "warn", "off");

    /// <summary>The rules that a component may be let off; the others have lists of paths, or are about none.</summary>
    private static readonly string[] RulesOfComponents =
        ["static", "pie", "relro", "bind_now", "nx", "text_relocations", "stack_protector", "fortify", "build_paths", "secrets"];

    public static KeyTable<VettingConfiguration> Table { get; } = WithAllowed(WithRules(new KeyTable<VettingConfiguration>()))
        .Add(
            Key.Set("allowed.setuid", "files that may be setuid or setgid", "[\"/bin/su\"]", TextRules.AbsolutePath),
            (policy, paths) => policy with { Setuid = paths })
        .Add(
            Key.Set(
                "allowed.world_writable",
                "directories that anyone may write to, given the sticky bit",
                "[\"/tmp\", \"/var/tmp\"]",
                TextRules.AbsolutePath),
            (policy, paths) => policy with { WorldWritable = paths })
        .Add(
            new ConfigurationKey<IReadOnlyList<ContentPattern>>(
                BuildPathPatterns,
                ConfigurationType.List,
                "what a build machine's path looks like; {checkout} and {cache} are this machine's",
                "[\"/home/[a-z]+/\"]",
                ContentPattern.Unnamed)
            {
                Text = TextRules.NotEmpty,
            },
            (policy, patterns) => policy with { BuildPaths = patterns })
        .Add(
            new ConfigurationKey<IReadOnlyList<ContentPattern>>(
                SecretPatterns,
                ConfigurationType.Map,
                "what a secret looks like, by a name for it; empty to drop one",
                "{ github = \"ghp_[A-Za-z0-9]{36}\" }",
                ContentPattern.Named)
            {
                Name = TextRules.EnvironmentName,
                Text = TextRules.OneLine,
            },
            (policy, patterns) => policy with { Secrets = patterns })
        .Add(
            Key.Sizes("budget", "how many bytes a component's files may have in all", "{ busybox = 2000000 }", TextRules.Owner, Bytes),
            (policy, budget) => policy with { Budget = budget })
        .Add(
            Key.Number(
                "limits.expansion", "how many times its own size a tarball may unpack to", "50", new NumberRule("a factor of 2 or more", 2, int.MaxValue)),
            (policy, factor) => policy with { Limits = policy.Limits with { Expansion = factor } })
        .Add(
            Key.Number("limits.unpacked_bytes", "how many bytes a tarball may unpack to; 0 for any number", "0", Bytes),
            (policy, bytes) => policy with { Limits = policy.Limits with { UnpackedBytes = bytes } })
        .Add(
            Key.Number(
                "limits.index_bytes",
                "memory for a tarball's paths, in bytes",
                "268435456",
                new NumberRule("a number of bytes, 1 MiB or more", 1 << 20, long.MaxValue)),
            (policy, bytes) => policy with { Limits = policy.Limits with { IndexBytes = bytes } });

    private static KeyTable<VettingConfiguration> WithRules(KeyTable<VettingConfiguration> table)
    {
        foreach (var (name, _, description) in Rules)
        {
            table.Add(
                Key.Text(name, description, "\"warn\"", Level),
                (policy, level) => policy with { Rules = new Dictionary<string, RuleLevel>(policy.Rules, StringComparer.Ordinal) { [name] = LevelOf(level) } });
        }

        return table;
    }

    private static KeyTable<VettingConfiguration> WithAllowed(KeyTable<VettingConfiguration> table)
    {
        foreach (var name in RulesOfComponents)
        {
            table.Add(
                Key.Set($"allowed.{name}", $"components whose files may break the rule {name}", "[\"sh\", \"ls\"]", TextRules.Owner),
                (policy, components) => policy with
                {
                    Allowed = new Dictionary<string, IReadOnlyList<string>>(policy.Allowed, StringComparer.Ordinal) { [name] = components },
                });
        }

        return table;
    }

    private static RuleLevel LevelOf(string word) => word switch
    {
        "error" => RuleLevel.Error,
        "warn" => RuleLevel.Warn,
        _ => RuleLevel.Off,
    };
}

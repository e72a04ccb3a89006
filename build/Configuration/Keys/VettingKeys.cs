namespace OpenLinux.Configuration.Keys;

/// <summary>The keys of <c>config/vetting.toml</c>.</summary>
public static class VettingKeys
{
    public const string AllowedSetuid = "allowed.setuid";
    public const string AllowedWorldWritable = "allowed.world_writable";
    public const string BuildPathPatterns = "patterns.build_paths";
    public const string SecretPatterns = "patterns.secrets";
    public const string Budget = "budget";
    public const string Expansion = "limits.expansion";
    public const string UnpackedBytes = "limits.unpacked_bytes";
    public const string IndexBytes = "limits.index_bytes";

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

    private static readonly TextRule Level = new("error, warn or off", "^(error|warn|off)$", level => level is "error" or "warn" or "off");

    public static readonly ConfigurationFile File = new("vetting.toml", "vetting.", new KeyTable(
    [
        .. Rules.Select(rule => new ConfigurationKey(rule.Name, ConfigurationType.Text, rule.Description, "\"warn\"") { Text = Level }),
        Paths(AllowedSetuid, "files that may be setuid or setgid", "[\"/bin/su\"]"),
        Paths(AllowedWorldWritable, "directories that anyone may write to, given the sticky bit", "[\"/tmp\", \"/var/tmp\"]"),
        new(BuildPathPatterns, ConfigurationType.List, "what a build machine's path looks like; {checkout} and {cache} are this machine's", "[\"/home/[a-z]+/\"]")
        {
            Text = TextRules.NotEmpty,
        },
        new(SecretPatterns, ConfigurationType.Map, "what a secret looks like, by a name for it; empty to drop one", "{ github = \"ghp_[A-Za-z0-9]{36}\" }")
        {
            Name = TextRules.EnvironmentName,
            Text = TextRules.OneLine,
        },
        new(Budget, ConfigurationType.Sizes, "how many bytes a component's files may have in all", "{ busybox = 2000000 }")
        {
            Name = TextRules.Owner,
            Number = new NumberRule("a number of bytes", 0, long.MaxValue),
        },
        new(Expansion, ConfigurationType.Number, "how many times its own size a tarball may unpack to", "50")
        {
            Number = new NumberRule("a factor of 2 or more", 2, int.MaxValue),
        },
        new(UnpackedBytes, ConfigurationType.Number, "how many bytes a tarball may unpack to; 0 for any number", "0")
        {
            Number = new NumberRule("a number of bytes", 0, long.MaxValue),
        },
        new(IndexBytes, ConfigurationType.Number, "memory for a tarball's paths, in bytes", "268435456")
        {
            Number = new NumberRule("a number of bytes, 1 MiB or more", 1 << 20, long.MaxValue),
        },
    ]));

    private static ConfigurationKey Paths(string path, string description, string example) =>
        new(path, ConfigurationType.List, description, example) { Text = TextRules.AbsolutePath, AllowsDuplicates = false };
}

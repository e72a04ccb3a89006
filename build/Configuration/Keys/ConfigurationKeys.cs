namespace OpenLinux.Configuration.Keys;

/// <summary>Every key under <c>config/</c>: the one table behind checks, options, help and the JSON schema.</summary>
public static class ConfigurationKeys
{
    /// <summary>The latest time a tar header can hold: eleven octal digits (POSIX pax, ustar mtime).</summary>
    public const long LatestEpoch = 8_589_934_591;

    public static readonly NumberRule Epoch = new($"whole seconds since 1970-01-01 UTC, 0 to {LatestEpoch}", 0, LatestEpoch);

    public static readonly ConfigurationFile Main = new("openlinux.toml", "", new KeyTable(
        new("version", ConfigurationType.Text, "the distribution's version", "\"1.0.0-alpha\"")
        {
            Alias = "version",
            IsRequired = true,
            Text = TextRules.Version,
        },
        new("epoch", ConfigurationType.Number, "modification time of every file in the image, in seconds since 1970-01-01 UTC", "0")
        {
            Alias = "epoch",
            Number = Epoch,
        },
        new("components", ConfigurationType.List, "what is built, in order: folders of src/lib and src/bin", "[\"musl\", \"busybox\", \"init\"]")
        {
            Alias = "components",
            IsRequired = true,
            Text = TextRules.ComponentName,
            AllowsDuplicates = false,
        },
        new("rootfs.development", ConfigurationType.Switch, "whether headers and static libraries go into the image", "false"),
        new("rootfs.sbom", ConfigurationType.Switch, "whether the SBOMs go into the image, as /usr/share/sbom", "false"),
        new("rootfs.required", ConfigurationType.List, "files without which the image is refused", "[\"/bin/sh\", \"/etc/passwd\"]")
        {
            Text = TextRules.AbsolutePath,
            AllowsDuplicates = false,
        },
        new("rootfs.directories", ConfigurationType.Modes, "directories to make, with their modes", "{ \"/tmp\" = 0o1777 }")
        {
            Name = TextRules.AbsolutePath,
            Number = new NumberRule("an octal mode, 0o000 to 0o7777", 0, 0xFFF),
        },
        new("image.repository", ConfigurationType.Text, "the image's name without a tag", "\"openlinux\"")
        {
            Alias = "repository",
            IsRequired = true,
            Text = TextRules.Repository,
        },
        new("image.tags", ConfigurationType.List, "tags, with {version} {arch} {commit} {timestamp} filled in; the first names the image", "[\"{version}-{arch}\"]")
        {
            Alias = "tag",
            IsRequired = true,
            Text = TextRules.TagTemplate,
            AllowsDuplicates = false,
        },
        new("image.entrypoint", ConfigurationType.List, "the program a container always starts", "[\"/sbin/init\"]")
        {
            Alias = "entrypoint",
            Text = TextRules.Argument,
        },
        new("image.cmd", ConfigurationType.List, "what it is given when docker run names no command", "[\"/bin/sh\"]")
        {
            Alias = "cmd",
            Text = TextRules.Argument,
        },
        new("image.env", ConfigurationType.Map, "environment variables of the container", "{ PATH = \"/usr/bin:/bin\" }")
        {
            Alias = "env",
            Name = TextRules.EnvironmentName,
            Text = TextRules.OneLine,
        },
        new("image.labels", ConfigurationType.Map, "labels of the image", "{ \"org.opencontainers.image.title\" = \"OpenLinux\" }")
        {
            Alias = "label",
            Name = TextRules.LabelName,
            Text = TextRules.OneLine,
        },
        new("image.user", ConfigurationType.Text, "the user it runs as; empty for root", "\"1000:1000\"")
        {
            Alias = "user",
            Text = TextRules.User,
        },
        new("image.workdir", ConfigurationType.Text, "the directory it starts in", "\"/\"")
        {
            Alias = "workdir",
            Text = TextRules.AbsolutePath,
        },
        new("image.shell", ConfigurationType.Text, "the shell that must be there and executable", "\"/bin/sh\"")
        {
            Text = TextRules.AbsolutePath,
        },
        new("image.layers", ConfigurationType.List, "layers of the OCI image from below, each the components that it holds; the rest is the last", "[\"musl busybox\"]")
        {
            Text = TextRules.LayerComponents,
            AllowsDuplicates = false,
        },
        new("image.compression", ConfigurationType.Text, "how the layers of the OCI image are compressed", "\"gzip\"")
        {
            Text = TextRules.Compression,
        },
        new("papers.builder", ConfigurationType.Text, "who builds, as the provenance names it: a URI", "\"https://ci.example.org/openlinux\"")
        {
            Text = TextRules.Uri,
        }));

    public static readonly ConfigurationFile Toolchain = new("toolchain.toml", "toolchain.", new KeyTable(
        Tool("cc", "the C compiler", "clang"),
        Tool("ld", "the linker", "ld.lld"),
        Tool("ar", "the archiver", "llvm-ar"),
        Tool("ranlib", "the archive indexer", "llvm-ranlib"),
        Tool("strip", "the symbol stripper", "llvm-strip"),
        Tool("objcopy", "the object copier", "llvm-objcopy"),
        Flags("cflags", "compiler flags for every architecture", "[\"-Os\", \"-g\"]"),
        Flags("ldflags", "linker flags for every architecture", "[\"-static\"]")));

    public static readonly ConfigurationFile Architecture = new("arch/NAME.toml", "arch.NAME.", new KeyTable(
        new("triple", ConfigurationType.Text, "what the compiler is told to build for", "\"x86_64-linux-musl\"")
        {
            IsRequired = true,
            Text = TextRules.Triple,
        },
        new("platform", ConfigurationType.Text, "what Docker calls it", "\"linux/amd64\"")
        {
            IsRequired = true,
            Text = TextRules.Platform,
        },
        new("elf_class", ConfigurationType.Number, "bits of its ELF files (EI_CLASS)", "64")
        {
            IsRequired = true,
            Number = new NumberRule("32 or 64", 32, 64, Step: 32),
        },
        new("elf_machine", ConfigurationType.Number, "e_machine of its ELF files", "62")
        {
            IsRequired = true,
            Number = new NumberRule("the ELF header's e_machine, 1 to 65535", 1, 65535),
        },
        Flags("cflags", "compiler flags for this architecture", "[\"-march=x86-64\"]"),
        Flags("ldflags", "linker flags for this architecture", "[\"-static\"]")));

    private static readonly Lazy<IReadOnlyList<ConfigurationKey>> Options = new(ListOptions);

    public static IReadOnlyList<ConfigurationFile> Files { get; } = [Main, Toolchain, VettingKeys.File, Architecture];

    /// <summary>Every key by the path that the command line takes; "NAME" stands for an architecture's name.</summary>
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
        [.. Files.SelectMany(file => file.Table.Keys.Select(key => key with { Path = file.Prefix + key.Path }))];

    private static ConfigurationKey Tool(string name, string description, string example) =>
        new(name, ConfigurationType.Text, description, $"\"{example}\"") { IsRequired = true, Text = TextRules.Program };

    private static ConfigurationKey Flags(string name, string description, string example) =>
        new(name, ConfigurationType.List, description, example) { Text = TextRules.Flag };
}

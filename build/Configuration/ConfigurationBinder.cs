using OpenLinux.Configuration.Toml;

namespace OpenLinux.Configuration;

/// <summary>Makes the records out of tables that have been checked.</summary>
internal static class ConfigurationBinder
{
    public static BuildConfiguration Bind(ConfigurationTables tables)
    {
        var main = tables.Main;
        var byName = new Dictionary<string, ArchitectureConfiguration>(StringComparer.Ordinal);
        foreach (var (name, table) in tables.Architectures)
        {
            byName[name] = Architecture(name, table);
        }

        return new BuildConfiguration(
            main.Text("version", ""),
            main.Number("epoch", 0),
            main.List("components"),
            Toolchain(tables.Toolchain),
            byName,
            Rootfs(main),
            Image(main),
            new PapersConfiguration(main.Text("papers.builder", PapersConfiguration.DefaultBuilder)),
            VettingBinder.Bind(tables.Vetting));
    }

    private static ToolchainConfiguration Toolchain(TomlTable table) => new(
        table.Text("cc", ""),
        table.Text("ld", ""),
        table.Text("ar", ""),
        table.Text("ranlib", ""),
        table.Text("strip", ""),
        table.Text("objcopy", ""),
        table.List("cflags"),
        table.List("ldflags"));

    private static ArchitectureConfiguration Architecture(string name, TomlTable table) => new(
        name,
        table.Text("triple", ""),
        table.Text("platform", ""),
        (int)table.Number("elf_class", 0),
        (int)table.Number("elf_machine", 0),
        table.List("cflags"),
        table.List("ldflags"));

    private static RootfsConfiguration Rootfs(TomlTable table) => new(
        table.Switch("rootfs.development"),
        table.Switch("rootfs.sbom"),
        table.List("rootfs.required"),
        table.Modes("rootfs.directories"));

    private static ImageConfiguration Image(TomlTable table) => new(
        table.Text("image.repository", ""),
        table.List("image.tags"),
        table.List("image.entrypoint"),
        table.List("image.cmd"),
        table.Map("image.env"),
        table.Map("image.labels"),
        table.Text("image.user", ""),
        table.Text("image.workdir", "/"),
        table.Text("image.shell", "/bin/sh"))
    {
        Layers = table.List("image.layers"),
        Compression = table.Text("image.compression", "gzip"),
    };
}

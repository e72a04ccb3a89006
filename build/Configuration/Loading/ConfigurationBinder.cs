namespace OpenLinux.Configuration.Loading;

/// <summary>Makes the records out of tables that have been checked; which key goes where, the records say.</summary>
internal static class ConfigurationBinder
{
    public static BuildConfiguration Bind(ConfigurationTables tables)
    {
        var main = tables.Main;
        var byName = new Dictionary<string, ArchitectureConfiguration>(StringComparer.Ordinal);
        foreach (var (name, table) in tables.Architectures)
        {
            byName[name] = ArchitectureConfiguration.Keys.Bind(ArchitectureConfiguration.Of(name), table);
        }

        var sections = new BuildConfiguration(
            "",
            0,
            [],
            ToolchainConfiguration.Keys.Bind(ToolchainConfiguration.Default, tables.Toolchain),
            byName,
            RootfsConfiguration.Keys.Bind(RootfsConfiguration.Default, main),
            ImageConfiguration.Keys.Bind(ImageConfiguration.Default, main),
            PapersConfiguration.Keys.Bind(PapersConfiguration.Default, main),
            VettingKeys.Table.Bind(VettingConfiguration.Default, tables.Vetting))
        {
            Remote = RemoteConfiguration.Keys.Bind(RemoteConfiguration.Default, main),
            RemoteExecution = RemoteExecutionConfiguration.Keys.Bind(RemoteExecutionConfiguration.Default, main),
            Sandbox = SandboxConfiguration.Keys.Bind(SandboxConfiguration.Default, main),
        };
        return BuildConfiguration.Keys.Bind(sections, main);
    }
}

namespace OpenLinux.Configuration.Keys;

/// <summary>A kind of file below <c>config/</c>.</summary>
/// <param name="Name">"openlinux.toml"; "arch/NAME.toml" stands for one a name.</param>
/// <param name="Prefix">What its keys are called by on the command line: "", "toolchain.", "vetting." or "arch.NAME.".</param>
public sealed record ConfigurationFile(string Name, string Prefix, KeyTable Table);

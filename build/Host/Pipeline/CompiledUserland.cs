using OpenLinux.Userland.Sysroots;
using OpenLinux.Userland.Toolchains;

namespace OpenLinux.Host.Pipeline;

/// <summary>What Compile made: each component's files, and the toolchain that made them.</summary>
public sealed record CompiledUserland(Toolchain Toolchain, IReadOnlyList<ComponentOutput> Components);

using OpenLinux.Engine.Content;

namespace OpenLinux.Userland.Toolchains;

/// <summary>A program of the toolchain as this machine has it.</summary>
/// <param name="Name">"clang".</param>
/// <param name="Version">The first line of what <c>--version</c> prints; empty where it prints none.</param>
public sealed record Tool(string Name, string Version, Digest Binary);

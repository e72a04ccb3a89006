using OpenLinux.Engine.Content;

namespace OpenLinux.Userland.Compilation;

/// <summary>What a component gives the sysroot.</summary>
/// <param name="Files">Paths relative to the sysroot: usr/include/…, lib/…, bin/….</param>
public sealed record ComponentOutput(string Component, FileTree Files);

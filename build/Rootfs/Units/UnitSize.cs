namespace OpenLinux.Rootfs.Units;

/// <summary>What a program has of one source file.</summary>
/// <param name="Name">As its compiler was told it: "coreutils/ls.c".</param>
/// <param name="SizeBytes">Of machine code.</param>
public sealed record UnitSize(string Name, long SizeBytes);

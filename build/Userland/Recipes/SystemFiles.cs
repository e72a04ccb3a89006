namespace OpenLinux.Userland.Recipes;

/// <summary>One file or folder taken from the machine.</summary>
/// <param name="To">Its path in the sysroot: "usr/include/asm".</param>
/// <param name="From">Absolute paths on the machine, the first that exists counts; "{arch}" stands for the architecture's name.</param>
/// <param name="Native">More of them, right only where the machine is of the wanted architecture.</param>
public sealed record SystemFiles(string To, IReadOnlyList<string> From, IReadOnlyList<string> Native);

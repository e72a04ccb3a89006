using System.Globalization;

namespace OpenLinux.Rootfs.Elf;

/// <summary>e_machine in words (System V gABI, figure 4-3 and its registry).</summary>
internal static class ElfMachineName
{
    public static string Of(int machine) => machine switch
    {
        3 => "i386",
        8 => "MIPS",
        20 => "PowerPC",
        21 => "PowerPC64",
        22 => "S/390",
        40 => "ARM",
        62 => "x86-64",
        183 => "AArch64",
        243 => "RISC-V",
        258 => "LoongArch",
        _ => string.Create(CultureInfo.InvariantCulture, $"machine {machine}"),
    };

    /// <summary>As in "64-bit little-endian x86-64".</summary>
    public static string Describe(int elfClass, bool littleEndian, int machine) => string.Create(
        CultureInfo.InvariantCulture, $"{elfClass}-bit {(littleEndian ? "little" : "big")}-endian {Of(machine)}");
}

using OpenLinux.Rootfs.Elf;

namespace OpenLinux.Rootfs.Vetting;

/// <summary>What <see cref="FileScan"/> finds in a file: a function of its content and of what is looked for, whatever the file is called and whatever the rules make of it.</summary>
internal sealed record FileFacts
{
    public static FileFacts None { get; } = new();

    /// <summary>Whether it starts like a program, and has no ELF header that can be read.</summary>
    public bool IsMalformed { get; init; }

    /// <summary>Null where it is no program.</summary>
    public ProgramFacts? Program { get; init; }

    /// <summary>Of each pattern of a secret that was found, in their order: which it is, and the offset in bytes.</summary>
    public IReadOnlyList<(int Pattern, long Offset)> Secrets { get; init; } = [];

    public bool AreNone => !IsMalformed && Program is null && Secrets.Count == 0;
}

/// <param name="NamesStackCheck">Whether it holds the name <c>__stack_chk_fail</c>.</param>
/// <param name="NamesChecked">Whether it holds the name of a function that checks, such as <c>__memcpy_chk</c>.</param>
/// <param name="NamesUnchecked">Whether it holds the name of one that could.</param>
/// <param name="BuildPath">The path of a machine that it tells, and its offset in bytes; null without.</param>
/// <param name="Folders">Folders that it names, in the order of their offsets.</param>
internal sealed record ProgramFacts(
    ElfFacts Elf,
    bool NamesStackCheck,
    bool NamesChecked,
    bool NamesUnchecked,
    (string Text, long Offset)? BuildPath,
    IReadOnlyList<(string Folder, long Offset)> Folders);

namespace OpenLinux.Userland.Reading;

/// <summary>What the text of a source could make a compiler read beyond what a depfile names.</summary>
[Flags]
internal enum SourceTraits
{
    None = 0,

    /// <summary>It asks which files exist (<c>__has_include</c>, <c>__has_embed</c>).</summary>
    AsksForNames = 1,

    /// <summary>It has assembly.</summary>
    HasAssembly = 2,

    /// <summary>It has assembly whose text or directives cannot be told from it alone.</summary>
    MayAssemble = 4,

    /// <summary>It has assembly that names of a macro's arguments stand in.</summary>
    StringizesAssembly = 8,

    /// <summary>It has the name of a directive of assembly that reads a file, or can build another one's name.</summary>
    NamesReading = 16,

    /// <summary>So has its text, comments and all: those of an assembler are others.</summary>
    MentionsReading = 32,

    /// <summary>It has a macro that pastes.</summary>
    Pastes = 64,

    /// <summary>It may do any of it.</summary>
    All = 127,
}

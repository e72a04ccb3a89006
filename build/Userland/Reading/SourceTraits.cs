namespace OpenLinux.Userland.Reading;

/// <summary>What the text of a source could make a compiler read beyond what a depfile names.</summary>
[Flags]
internal enum SourceTraits
{
    None = 0,

    /// <summary>It asks which files exist (<c>__has_include</c>, <c>__has_embed</c>).</summary>
    AsksForNames = 1,

    /// <summary>It has assembly that may read files, or may be told to by what it is given.</summary>
    MayAssemble = 2,

    /// <summary>A macro of it could paste "asm" together.</summary>
    PastesAssembly = 4,

    /// <summary>It has a part that "asm" may begin with.</summary>
    HeadOfAssembly = 8,

    /// <summary>It has a part that "asm" may end with.</summary>
    TailOfAssembly = 16,

    /// <summary>It has a part that only "__has_include" and its like are made of.</summary>
    PartOfQuestion = 32,

    /// <summary>A macro of it could paste "__has_include" and its like together.</summary>
    PastesQuestion = 64,
}

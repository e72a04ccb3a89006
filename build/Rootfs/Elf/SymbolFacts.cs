namespace OpenLinux.Rootfs.Elf;

/// <summary>What the symbols of a program say of how it was compiled.</summary>
internal sealed class SymbolFacts
{
    private const string FortifyMark = "__fortify_source";
    private const string StackProtectorMark = "__stack_protector";
    private const string StackCheck = "__stack_chk_fail";

    private string file = "a source file without a name";

    public UnitMarks Fortify { get; } = new();

    public UnitMarks StackProtector { get; } = new();

    /// <summary>Whether some function calls for help when its stack was overwritten.</summary>
    public bool HasStackCheck { get; private set; }

    /// <param name="file">A whole ELF file, of which the symbols alone are held in memory.</param>
    /// <returns>Null where it has no symbol table.</returns>
    public static SymbolFacts? Read(Stream file)
    {
        if (SymbolTable.TryOf(file) is not { } table)
        {
            return null;
        }

        var facts = new SymbolFacts();
        for (var index = 0; index < table.Count; index++)
        {
            facts.See(table.SymbolAt(index));
        }

        return facts;
    }

    private void See(ElfSymbol symbol)
    {
        if (symbol.IsFile)
        {
            file = symbol.Name;
            return;
        }

        switch (symbol.Name)
        {
            case FortifyMark:
                Fortify.Add(file, symbol.Value);
                break;
            case StackProtectorMark:
                StackProtector.Add(file, symbol.Value);
                break;
            case StackCheck:
                HasStackCheck = true;
                break;
        }
    }
}

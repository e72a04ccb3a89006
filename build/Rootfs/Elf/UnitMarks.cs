namespace OpenLinux.Rootfs.Elf;

/// <summary>The marks of one kind that src/lib/fortify's first header left in a program, one a translation unit.</summary>
internal sealed class UnitMarks
{
    /// <summary>So many are named; the rest is counted.</summary>
    private const int Told = 3;

    private readonly List<string> unprotected = [];
    private int unprotectedCount;

    /// <summary>How many translation units have one.</summary>
    public int Units { get; private set; }

    /// <summary>Whether each translation unit that has one is protected; false without any.</summary>
    public bool ProtectAll => Units > 0 && unprotectedCount == 0;

    /// <summary>As in "3 of 17 translation units, main.c among them".</summary>
    public string Unprotected => $"{unprotectedCount} of {Units} translation units, {string.Join(", ", unprotected)} among them";

    /// <param name="file">The source file's name.</param>
    /// <param name="level">The mark's value; 0 where the unit is not protected.</param>
    public void Add(string file, ulong level)
    {
        Units++;
        if (level > 0)
        {
            return;
        }

        unprotectedCount++;
        if (unprotected.Count < Told)
        {
            unprotected.Add(file);
        }
    }
}

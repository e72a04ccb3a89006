namespace OpenLinux.TestKit.Registries;

/// <summary>It is time to hang up.</summary>
internal sealed class CutException : Exception
{
    public static void At(Cut? cut, CutPoint point)
    {
        if (cut?.Point == point)
        {
            throw new CutException();
        }
    }
}

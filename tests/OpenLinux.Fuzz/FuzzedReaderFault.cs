namespace OpenLinux.Fuzz;

/// <summary>What was read cannot be: a finding as well.</summary>
internal sealed class FuzzedReaderFault(string what) : Exception(what)
{
    public static void ThrowUnless(bool holds, string what)
    {
        if (!holds)
        {
            throw new FuzzedReaderFault(what);
        }
    }
}

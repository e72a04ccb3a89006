namespace OpenLinux.Engine.Content;

/// <summary>
/// The order of UTF-8 bytes, which REAPI asks for. It differs from the ordinal order of UTF-16 where surrogates meet U+E000 and above.
/// </summary>
internal static class Utf8Order
{
    public static int Compare(string left, string right)
    {
        var length = Math.Min(left.Length, right.Length);
        for (var index = 0; index < length; index++)
        {
            if (left[index] != right[index])
            {
                return Weight(left[index]) - Weight(right[index]);
            }
        }

        return left.Length - right.Length;
    }

    /// <summary>Surrogates encode U+10000 and above: they come after every other code unit.</summary>
    private static int Weight(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;
}

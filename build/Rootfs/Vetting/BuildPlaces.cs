using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using OpenLinux.Configuration;

namespace OpenLinux.Rootfs.Vetting;

/// <summary>Where this machine builds, for patterns that ask for it: full paths.</summary>
/// <param name="Checkout">What "{checkout}" stands for.</param>
/// <param name="Cache">What "{cache}" stands for.</param>
public sealed record BuildPlaces(string Checkout, string Cache)
{
    private const string CheckoutMark = "{checkout}";
    private const string CacheMark = "{cache}";

    /// <summary>What <see cref="FolderScan"/> takes for part of a path.</summary>
    internal static readonly SearchValues<char> Plain =
        SearchValues.Create("%+,-./0123456789=@ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~");

    /// <returns>
    /// The folder, where that is all the pattern asks for: whether a program names it is told by <see cref="FolderScan"/>, which needs not know
    /// it beforehand. Null for any other pattern, and for folders of which the scan would miss a part.
    /// </returns>
    internal string? FolderOf(ContentPattern pattern)
    {
        var folder = pattern.Expression switch
        {
            CheckoutMark + "/" => Checkout,
            CacheMark + "/" => Cache,
            _ => null,
        };
        return folder is ['/', not '/', ..] && folder.Length <= FolderScan.Longest && !folder.AsSpan().ContainsAnyExcept(Plain) ? folder : null;
    }

    /// <summary>The expression with the folders in it, a character a byte as <see cref="PatternScanner"/> reads.</summary>
    internal string Expand(string expression) => expression
        .Replace(CheckoutMark, Literal(Checkout), StringComparison.Ordinal)
        .Replace(CacheMark, Literal(Cache), StringComparison.Ordinal);

    /// <summary>For the key of the cached step: the folders that it searches for, and no others, since they differ from one clone to the next.</summary>
    internal IEnumerable<string> ToArguments(IReadOnlyList<ContentPattern> patterns)
    {
        var searched = patterns.Where(pattern => FolderOf(pattern) is null).ToList();
        (string Mark, string Argument)[] places = [(CheckoutMark, $"--checkout={Checkout}"), (CacheMark, $"--cache={Cache}")];
        return places
            .Where(place => searched.Exists(pattern => pattern.Expression.Contains(place.Mark, StringComparison.Ordinal)))
            .Select(place => place.Argument);
    }

    private static string Literal(string folder) => Regex.Escape(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(folder)));
}

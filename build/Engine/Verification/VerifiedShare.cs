using System.Globalization;
using OpenLinux.Engine.Content;

namespace OpenLinux.Engine.Verification;

/// <summary>Which actions are run twice: the same ones on every machine, as their keys say.</summary>
/// <param name="Percent">0 to 100.</param>
public readonly record struct VerifiedShare(double Percent)
{
    private const int Parts = 1_000_000;

    public static VerifiedShare None { get; } = new(0);

    public static VerifiedShare All { get; } = new(100);

    public bool IsNone => Percent <= 0;

    /// <param name="text">"5%", "0.5%", or the same without its sign.</param>
    /// <returns>Null where it is no such share.</returns>
    public static VerifiedShare? Parse(string text) =>
        double.TryParse(text.AsSpan().TrimEnd('%'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent is >= 0 and <= 100
            ? new VerifiedShare(percent)
            : null;

    public bool Holds(Digest key) =>
        uint.Parse(key.Hash.AsSpan(0, 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture) % Parts < Percent / 100 * Parts;
}

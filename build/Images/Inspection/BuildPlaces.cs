namespace OpenLinux.Images.Inspection;

/// <summary>Where this machine builds, for patterns that ask for it: full paths.</summary>
/// <param name="Checkout">What "{checkout}" stands for.</param>
/// <param name="Cache">What "{cache}" stands for.</param>
public sealed record BuildPlaces(string Checkout, string Cache);

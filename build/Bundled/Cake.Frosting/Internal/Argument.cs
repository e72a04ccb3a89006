namespace Cake.Frosting.Internal;

/// <summary>An option of the build, as it was given; a flag has no value.</summary>
internal sealed record Argument(string Name, string? Value);

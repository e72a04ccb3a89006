using OpenLinux.Machine.Packages;

namespace OpenLinux.Machine.Prerequisites;

/// <summary>Something that must be on the machine before work starts.</summary>
public sealed record Prerequisite
{
    /// <summary>For people: "clang", "kernel headers for aarch64".</summary>
    public required string Name { get; init; }

    public required Needs NeededFor { get; init; }

    public required Detection Detection { get; init; }

    /// <summary>The oldest version that will do, or null where any does.</summary>
    public Version? Minimum { get; init; }

    /// <summary>The arguments that make the detected program print its version; null where it has none.</summary>
    public IReadOnlyList<string>? VersionArguments { get; init; }

    /// <summary>Without it the work goes on, with less.</summary>
    public bool Optional { get; init; }

    public required PackageNames Packages { get; init; }

    public string Wanted => Minimum is null ? "any" : $">= {Minimum}";
}

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

    /// <summary>What releases are built with by their own makefiles: not on Windows, where no shell can run them.</summary>
    public bool ForMakefiles { get; init; }

    /// <summary>Without it the work goes on, with less.</summary>
    public bool Optional { get; init; }

    public required PackageNames Packages { get; init; }

    public string Wanted => Minimum is null ? "any" : $">= {Minimum}";
}

/// <param name="Path">Where it was found, or null.</param>
/// <param name="Version">What it says it is; null where it is missing, was not asked or does not say.</param>
public sealed record PrerequisiteStatus(Prerequisite Prerequisite, PrerequisiteState State, string? Path, Version? Version);

public enum PrerequisiteState
{
    Present,
    TooOld,
    Missing,
}

/// <summary>What someone is about to do, and so what the machine must have.</summary>
[Flags]
public enum Needs
{
    None = 0,

    /// <summary>Compile C for some architecture, upstream build systems included, with whatever toolchain.</summary>
    Compile = 1,

    /// <summary>Talk to a Docker engine.</summary>
    Docker = 2,

    /// <summary>Run programs of another architecture; nice to have.</summary>
    RunForeign = 4,

    /// <summary>Run the project's own tests.</summary>
    Test = 8,

    /// <summary>Measure this build beside others.</summary>
    Bench = 16,

    /// <summary>Compile with the programs and headers that the machine has: a pinned toolchain brings its own.</summary>
    Toolchain = 32,
}

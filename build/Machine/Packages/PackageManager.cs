namespace OpenLinux.Machine.Packages;

/// <summary>How one package manager is found and spoken to.</summary>
public sealed record PackageManager
{
    public required PackageManagerKind Kind { get; init; }

    /// <summary>The program whose presence tells that the manager is there.</summary>
    public required string Program { get; init; }

    /// <summary>The os-release IDs whose own manager this is; empty where it is no distribution's.</summary>
    public IReadOnlyList<string> Systems { get; init; } = [];

    /// <summary>Whether it installs for everyone and so wants root.</summary>
    public bool NeedsRoot { get; init; } = true;

    /// <summary>Fetches the lists of what there is; null where installing does so by itself.</summary>
    public PackageCommand? Refresh { get; init; }

    /// <summary>Where those lists are kept, to tell missing and old ones; null where nobody needs to know.</summary>
    public string? Lists { get; init; }

    public required Func<IReadOnlyList<string>, IReadOnlyList<PackageCommand>> Install { get; init; }

    /// <summary>What it prints while another process holds its lock; then it is tried again.</summary>
    public string? BusyText { get; init; }

    /// <summary>Environment that keeps it from asking questions.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}

public enum PackageManagerKind
{
    Apt,
    Dnf,
    Apk,
    Pacman,
    Brew,
    Winget,
}

/// <summary>A command that changes what is installed; its text can be pasted into a shell.</summary>
public sealed record PackageCommand(string Program, params IReadOnlyList<string> Arguments)
{
    public override string ToString() => string.Join(' ', [Program, .. Arguments]);
}

/// <summary>What to install for one thing, by package manager: names parted by blanks, or null where it has none.</summary>
public sealed record PackageNames(
    string? Apt = null, string? Dnf = null, string? Apk = null, string? Pacman = null, string? Brew = null, string? Winget = null)
{
    public IReadOnlyList<string> For(PackageManagerKind kind)
    {
        var names = kind switch
        {
            PackageManagerKind.Apt => Apt,
            PackageManagerKind.Dnf => Dnf,
            PackageManagerKind.Apk => Apk,
            PackageManagerKind.Pacman => Pacman,
            PackageManagerKind.Brew => Brew,
            PackageManagerKind.Winget => Winget,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };
        return names?.Split(' ') ?? [];
    }
}

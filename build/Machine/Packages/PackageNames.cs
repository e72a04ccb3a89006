namespace OpenLinux.Machine.Packages;

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

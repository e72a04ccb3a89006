namespace OpenLinux.Machine.Packages;

public enum PackageManagerKind
{
    Apt,
    Dnf,
    Apk,
    Pacman,
    Brew,
    Winget,
}

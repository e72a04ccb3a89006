namespace OpenLinux.Machine;

public enum OperatingSystemFamily
{
    Linux,
    MacOS,
    Windows,
}

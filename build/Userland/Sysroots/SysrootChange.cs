namespace OpenLinux.Userland.Sysroots;

/// <summary>What materialising a sysroot did, in entries.</summary>
public sealed record SysrootChange(int Written, int Removed, int Total)
{
    public bool IsNone => Written == 0 && Removed == 0;
}

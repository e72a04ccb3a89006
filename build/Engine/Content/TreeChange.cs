namespace OpenLinux.Engine.Content;

/// <summary>What materialising a tree did, in entries.</summary>
public sealed record TreeChange(int Written, int Removed, int Total)
{
    public bool IsNone => Written == 0 && Removed == 0;
}

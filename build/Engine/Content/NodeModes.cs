namespace OpenLinux.Engine.Content;

/// <summary>Unix modes to and from <c>NodeProperties</c>, which are left out wherever the mode is the usual one.</summary>
internal static class NodeModes
{
    public static Reapi.NodeProperties? OfFile(int mode) =>
        mode is FileNode.Regular or FileNode.Executable ? null : Exactly(mode);

    public static Reapi.NodeProperties? OfDirectory(int mode) => mode == FileNode.Executable ? null : Exactly(mode);

    public static int ToFile(Reapi.NodeProperties? properties, bool isExecutable) =>
        (int?)properties?.UnixMode ?? (isExecutable ? FileNode.Executable : FileNode.Regular);

    public static int ToDirectory(Reapi.NodeProperties? properties) => (int?)properties?.UnixMode ?? FileNode.Executable;

    private static Reapi.NodeProperties Exactly(int mode) => new() { UnixMode = (uint)mode };
}

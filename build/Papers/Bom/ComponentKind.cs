namespace OpenLinux.Papers.Bom;

public enum ComponentKind
{
    Library,
    Program,

    /// <summary>Configuration and data, which nothing links.</summary>
    Files,
}

namespace OpenLinux.Engine.Content;

/// <summary>Where the content of a digest can be read that is not in the store yet: a file of the work tree.</summary>
public interface IContentSource
{
    /// <returns>A path whose file had that digest when it was last looked at, or null.</returns>
    string? PathOf(Digest digest);
}

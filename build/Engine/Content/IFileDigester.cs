namespace OpenLinux.Engine.Content;

/// <summary>Digests of files in the work tree, through a stat cache that keeps unchanged files from being re-read.</summary>
public interface IFileDigester
{
    /// <exception cref="FileNotFoundException">No file at that path.</exception>
    Digest DigestOf(string path);

    /// <summary>The files, symlinks and empty directories below a folder, with paths relative to it; modes are normalised to 0644/0755.</summary>
    /// <param name="leftOut">The name of entries that are of no account, wherever they stand; null for none.</param>
    /// <exception cref="DirectoryNotFoundException">No folder at that path.</exception>
    FileTree TreeOf(string folder, string? leftOut = null);
}

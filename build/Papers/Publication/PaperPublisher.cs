using OpenLinux.Common.Errors;
using OpenLinux.Common.Files;
using OpenLinux.Engine.Content;
using OpenLinux.Papers.Bom;

namespace OpenLinux.Papers.Publication;

/// <summary>Lays papers out beside the root filesystem's tarball. Each appears whole or not at all.</summary>
/// <param name="folder">The architecture's folder, "build/x86_64".</param>
public sealed class PaperPublisher(string folder, IContentStore store, IFileDigester digester)
{
    /// <summary>Does nothing where the paper is already there.</summary>
    /// <param name="content">The paper, in the store.</param>
    /// <returns>The paper, and whether it was written.</returns>
    /// <exception cref="MissingBlobException">The store has lost it.</exception>
    /// <exception cref="BuildException">The folder cannot be written to (<c>OL442</c>), or the disk is full (<c>OL901</c>).</exception>
    public async Task<(Paper Paper, bool Written)> PublishAsync(
        PaperKind kind, Product product, Digest content, CancellationToken cancellation)
    {
        var paper = new Paper(kind, Path.Combine(folder, kind.FileNameOf(product)), content);
        if (digester.Holds(paper.Path, content))
        {
            return (paper, false);
        }

        try
        {
            Directory.CreateDirectory(folder);
            await store.RequireToAsync(content, paper.Path, FileNode.Regular, cancellation);
            return (paper, true);
        }
        catch (Exception fault) when (StorageFaults.IsFault(fault))
        {
            throw StorageFaults.Exhausted(fault, folder)
                ?? new BuildException(
                    PapersErrors.Unwritable, paper.Path, fault.Message, $"make {folder} a folder that this user can write to", fault);
        }
    }
}

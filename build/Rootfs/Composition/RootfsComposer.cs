using OpenLinux.Common.Errors;
using OpenLinux.Configuration;
using OpenLinux.Engine.Content;

namespace OpenLinux.Rootfs.Composition;

/// <summary>
/// The root filesystem from its parts: components' files without what only compilers need, the configured directories, and
/// <c>/etc/os-release</c>. Every path belongs to exactly one part; directories may be shared.
/// </summary>
public sealed class RootfsComposer(RootfsConfiguration configuration, string version)
{
    private const int SpecialBits = 0b111_000_000_000;

    /// <summary>The parts and the generated <c>/etc/os-release</c>, which is put into the store.</summary>
    public async ValueTask<ComposedRootfs> ComposeAsync(
        IReadOnlyList<RootfsPart> parts, IContentStore store, CancellationToken cancellation = default)
    {
        var release = await store.PutAsync(OsRelease.For(version), cancellation);
        return Compose([.. parts, new RootfsPart(ComposedRootfs.Generated, FileTree.Empty.With(OsRelease.Path, new FileNode(release)))]);
    }

    /// <exception cref="BuildException">Two parts give the same path (<c>OL420</c>), or a configured directory is no path (<c>OL421</c>).</exception>
    public ComposedRootfs Compose(IReadOnlyList<RootfsPart> parts)
    {
        var claims = new RootfsClaims();
        foreach (var part in parts)
        {
            foreach (var (path, node) in part.Tree.Nodes)
            {
                if (configuration.Development || !DevelopmentFiles.Contains(path))
                {
                    claims.Add(part.Component, path, Normalised(part, path, node));
                }
            }
        }

        foreach (var (path, mode) in configuration.Directories)
        {
            claims.SetDirectory(RelativePath(path), mode);
        }

        return claims.ToRootfs();
    }

    private static TreeNode Normalised(RootfsPart part, string path, TreeNode node) => node switch
    {
        FileNode file when part.Modes.TryGetValue(path, out var mode) => file with { Mode = mode },
        FileNode file => file with
        {
            Mode = (file.Mode & SpecialBits) | (file.IsExecutable ? FileNode.Executable : FileNode.Regular),
        },
        SubtreeNode => throw new InvalidOperationException($"{part.Component}: \"{path}\" is known by its digest alone; expand it first"),
        _ => node,
    };

    private static string RelativePath(string path)
    {
        var relative = path.Trim('/');
        if (!path.StartsWith('/') || relative.Length == 0 || Array.Exists(relative.Split('/'), part => part is "" or "." or ".."))
        {
            throw new BuildException(
                RootfsErrors.InvalidPath,
                $"rootfs.directories: \"{path}\"",
                "a directory of the root filesystem is an absolute path below \"/\" without \".\", \"..\" or empty parts",
                "write it as in \"/var/tmp\"");
        }

        return relative;
    }
}

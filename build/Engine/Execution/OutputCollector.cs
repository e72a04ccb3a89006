using OpenLinux.Common.Errors;
using OpenLinux.Common.Files;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;

namespace OpenLinux.Engine.Execution;

/// <summary>Takes what a step made into the store. Modes become 0644 or 0755, so that no umask shows; those with setuid, setgid or sticky stay exact.</summary>
internal sealed class OutputCollector(IContentStore store)
{
    /// <exception cref="BuildException">A declared output is not there (<c>OL303</c>).</exception>
    public async Task<FileTree> CollectAsync(ActionSpec spec, string folder, CancellationToken cancellation)
    {
        var nodes = new List<KeyValuePair<string, TreeNode>>();
        foreach (var output in spec.Outputs)
        {
            var path = Path.Combine(folder, output);
            var status = FileStatus.OfLink(path) ?? throw Missing(spec, output, "it is not there");
            if (spec.Headers is not null && status.Kind == FileKind.File)
            {
                nodes.Add(new(output, new FileNode(await store.TakeFileAsync(path, cancellation), FileModes.OfFile(status.Mode))));
            }
            else
            {
                await CollectAsync(spec, output, path, status, nodes, cancellation);
            }
        }

        return FileTree.Of(nodes);
    }

    public static BuildException Missing(ActionSpec spec, string output, string cause) => new(
        EngineErrors.OutputMissing,
        spec.Label,
        $"{spec.Mnemonic} declares the output {output}, but after it ended {cause}",
        "correct the step's command or its declared outputs");

    private async Task CollectAsync(
        ActionSpec spec,
        string name,
        string path,
        FileStatus status,
        List<KeyValuePair<string, TreeNode>> nodes,
        CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        switch (status.Kind)
        {
            case FileKind.File:
                var digest = await store.PutFileAsync(path, cancellation);
                nodes.Add(new(name, new FileNode(digest, FileModes.OfFile(status.Mode))));
                break;
            case FileKind.Symlink:
                nodes.Add(new(name, new SymlinkNode(FolderListing.LinkText(path))));
                break;
            case FileKind.Directory:
                await CollectFolderAsync(spec, name, path, status, nodes, cancellation);
                break;
            default:
                throw Missing(spec, name, "it is a device, socket or FIFO, which the store cannot hold");
        }
    }

    private async Task CollectFolderAsync(
        ActionSpec spec,
        string name,
        string path,
        FileStatus status,
        List<KeyValuePair<string, TreeNode>> nodes,
        CancellationToken cancellation)
    {
        var entries = FolderListing.Of(path);
        var mode = FileModes.OfDirectory(status.Mode);
        if (entries.Count == 0 || mode != FileNode.Executable)
        {
            nodes.Add(new(name, new DirectoryNode(mode)));
        }

        foreach (var entry in entries)
        {
            if (FileStatus.OfLink(entry) is { } entryStatus)
            {
                var entryName = $"{name}/{Path.GetFileName(entry)}";
                await CollectAsync(spec, entryName, entry, entryStatus, nodes, cancellation);
            }
        }
    }
}

using OpenLinux.Common.Errors;
using OpenLinux.Common.Files;
using OpenLinux.Common.Processes;
using OpenLinux.Common.Text;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Userland.Recipes;
using OpenLinux.Userland.Sources.Unpacking;

namespace OpenLinux.Userland.Sources.Git;

/// <summary>
/// The step that reads a folder of a commit by git. The commit's ID is its content, so it alone is in the key, and not where it is fetched
/// from. Attributes of the tree that would change files on their way out (export-subst, eol, filters) are overruled.
/// </summary>
/// <param name="root">What a relative place is relative to: the checkout.</param>
internal sealed class GitCheckout(IProcessLauncher launcher, string root)
{
    /// <summary>The action's output folder.</summary>
    public const string Output = "src";

    private const string Attributes = "* -text -eol -ident -filter -working-tree-encoding -export-ignore -export-subst\n";

    public ActionSpec Of(ComponentSource source) => new()
    {
        Mnemonic = "GitCheckout",
        Label = source.Display,
        Arguments = [source.Commit!, source.Folder],
        Outputs = [Output],
        Builtin = new Reading(this, source),
    };

    private async Task<FileTree> ReadAsync(ComponentSource source, IContentStore store, CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder();
        var repository = folder.PathOf("repository");
        var archive = folder.PathOf("tree.tar");
        await RunAsync(source, ["init", "--quiet", "--bare", repository], cancellation);
        await File.WriteAllTextAsync(Path.Combine(repository, "info", "attributes"), Attributes, cancellation);
        await RunAsync(source, ["--git-dir", repository, "fetch", "--quiet", "--depth=1", "--no-tags", source.Git!, source.Commit!], cancellation);
        var tree = source.Folder == "." ? $"{source.Commit}^{{tree}}" : $"{source.Commit}:{source.Folder}";
        await RunAsync(source, ["--git-dir", repository, "archive", "--format=tar", "--prefix=tree/", $"--output={archive}", tree], cancellation);
        await using var tar = File.OpenRead(archive);
        return await new ArchiveReader(source.Display, store).ReadAsync(tar, cancellation);
    }

    /// <summary>With the user's own settings: proxies, credentials and addresses of mirrors stand there.</summary>
    private async Task RunAsync(ComponentSource source, string[] arguments, CancellationToken cancellation)
    {
        var environment = ProcessEnvironment.Copy();
        environment["GIT_TERMINAL_PROMPT"] = "0";
        environment["LC_ALL"] = "C";
        foreach (var name in environment.Keys.Where(name => name is "GIT_DIR" or "GIT_WORK_TREE" or "GIT_INDEX_FILE" or "GIT_OBJECT_DIRECTORY").ToList())
        {
            environment.Remove(name);
        }

        var result = await launcher.RunAsync(new ProcessSpec("git", arguments, root, environment), cancellation);
        if (result.ExitCode != 0)
        {
            throw new BuildException(
                UserlandErrors.GitUnusable,
                source.Display,
                string.Join('\n', result.Stderr.Trim().Split('\n').Select(PrintableText.Of)),
                $"try it by hand: git fetch {source.Git} {source.Commit}; correct [source] in the component's recipe.toml");
        }
    }

    private sealed class Reading(GitCheckout checkout, ComponentSource source) : Builtin("git-checkout", version: 1)
    {
        public override async Task<BuiltinResult> RunAsync(ActionSpec spec, BuiltinServices services, CancellationToken cancellation) =>
            new(FileTree.Empty.WithTree(Output, await checkout.ReadAsync(source, services.Store, cancellation)));
    }
}

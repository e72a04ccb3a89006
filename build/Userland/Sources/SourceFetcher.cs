using OpenLinux.Common.Errors;
using OpenLinux.Common.Files;
using OpenLinux.Common.Processes;
using OpenLinux.Common.Reporting;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Building;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Storage;
using OpenLinux.Userland.Recipes;
using OpenLinux.Userland.Sources.Apt;
using OpenLinux.Userland.Sources.Git;
using OpenLinux.Userland.Sources.Npm;
using OpenLinux.Userland.Sources.Places;

namespace OpenLinux.Userland.Sources;

/// <summary>
/// Brings pinned archives into the content store: from the store itself, a folder filled by hand, the recipe's addresses,
/// the Debian source package. Makes no connection and starts no program before it needs one.
/// </summary>
public sealed class SourceFetcher : IDisposable
{
    private readonly IContentStore store;
    private readonly IReporter reporter;
    private readonly SourceFetcherSettings settings;
    private readonly HttpDownloader downloader;
    private readonly AptSourceIndex apt;
    private readonly IProcessLauncher launcher;
    private readonly GitCheckout git;

    public SourceFetcher(IContentStore store, IProcessLauncher launcher, IReporter reporter, SourceFetcherSettings settings)
    {
        (this.store, this.launcher, this.reporter, this.settings) = (store, launcher, reporter, settings);
        git = new GitCheckout(launcher, settings.Root);
        downloader = new HttpDownloader(settings.Downloads, reporter);
        apt = new AptSourceIndex(launcher, reporter, settings.Apt, Path.GetFullPath(Path.Combine(settings.CacheFolder, "apt")));
    }

    /// <summary>
    /// Remembers the sizes of archives, which are pinned without, where results may be known elsewhere: what was unpacked from one has its
    /// whole digest in its key. Null where the archive itself tells it.
    /// </summary>
    public IActionLedger? Sizes { get; init; }

    /// <returns>The digest of an archive, which need not be on this machine; null where it must be fetched to tell. It may be wrong: then no content has it.</returns>
    public async ValueTask<Digest?> KnownAsync(SourceArchive archive, CancellationToken cancellation) =>
        await store.FindAsync(archive.Sha256, cancellation) is { } stored ? stored
        : Sizes is not null
            && await Sizes.ReadNoteAsync(SizeOf(archive), cancellation) is { } note
            && DigestMessages.Parse(note) is { } noted
            && noted.Hash == archive.Sha256 ? noted
        : null;

    /// <returns>The archive's digest; its content is in the store.</returns>
    /// <exception cref="PlanEndException">It is not there, and nothing is to be fetched.</exception>
    /// <exception cref="BuildException">Every place failed: <c>OL211</c> where one gave other content, else <c>OL212</c>;
    /// or the cache cannot hold it (<c>OL901</c>, <c>OL902</c>).</exception>
    public async Task<Digest> FetchAsync(SourceArchive archive, CancellationToken cancellation)
    {
        var digest = await BringAsync(archive, cancellation);
        if (Sizes is not null && await Sizes.ReadNoteAsync(SizeOf(archive), cancellation) != digest.ToString())
        {
            await Sizes.WriteNoteAsync(SizeOf(archive), digest.ToString(), cancellation);
        }

        return digest;
    }

    /// <returns>A folder of a commit; its files are in the store.</returns>
    /// <exception cref="BuildException">git cannot have it (<c>OL318</c>), or is not there (<c>OL302</c>).</exception>
    public async Task<FileTree> CheckoutAsync(IBuildEngine engine, ComponentSource source, CancellationToken cancellation) =>
        (await engine.RunAsync(git.Of(source), cancellation)).Outputs.Below(GitCheckout.Output);

    /// <returns>A file of a commit that was brought; null where the store has lost it.</returns>
    public ValueTask<byte[]?> ReadAsync(FileNode file, CancellationToken cancellation) => store.ReadAsync(file.Content, cancellation);

    public void Dispose() => downloader.Dispose();

    private static Digest SizeOf(SourceArchive archive) => Digest.OfUtf8($"openlinux: the digest of the archive {archive.Sha256}");

    private async Task<Digest> BringAsync(SourceArchive archive, CancellationToken cancellation)
    {
        if (await store.FindAsync(archive.Sha256, cancellation) is { } stored)
        {
            return stored;
        }

        if (settings.IsDry)
        {
            throw new PlanEndException(archive.Name);
        }

        try
        {
            using var held = await FileLock.TakeAsync(
                Path.Combine(settings.CacheFolder, "locks", $"source-{archive.Sha256}"),
                () => reporter.Information($"waiting for another build to fetch {archive.Name}"),
                cancellation);
            return await store.FindAsync(archive.Sha256, cancellation) ?? await ObtainAsync(archive, cancellation);
        }
        catch (Exception fault) when (StorageFaults.IsFault(fault))
        {
            throw StorageFaults.Translate(fault, settings.CacheFolder);
        }
    }

    private async Task<Digest> ObtainAsync(SourceArchive archive, CancellationToken cancellation)
    {
        var partial = new PartialFile(Path.Combine(settings.CacheFolder, "partial"), archive.Sha256);
        var failures = new List<(ISourcePlace Place, SourcePlaceException Failure)>();
        foreach (var place in PlacesOf(archive))
        {
            try
            {
                var path = await place.ObtainAsync(archive, partial, cancellation);
                var digest = await store.PutFileAsync(path, cancellation);
                partial.Remove();
                return digest;
            }
            catch (SourcePlaceException failure)
            {
                failures.Add((place, failure));
                if (failure.IsWrongContent)
                {
                    reporter.Warning($"{archive.Name}: {place.Name} {failure.Message}; expected {archive.Sha256}");
                }
            }
        }

        throw Failed(archive, failures);
    }

    private IEnumerable<ISourcePlace> PlacesOf(SourceArchive archive)
    {
        if (!string.IsNullOrEmpty(settings.SourceFolder))
        {
            yield return new FolderPlace(settings.SourceFolder);
        }

        yield return new FolderPlace(HandFolder);
        foreach (var url in archive.Urls)
        {
            yield return url.StartsWith(FilePlace.Scheme, StringComparison.Ordinal) ? new FilePlace(url, settings.Root) : new WebPlace(new Uri(url), downloader);
        }

        if (archive.DebianPackage is { } package)
        {
            yield return new DebianPlace(package, apt, downloader);
        }

        if (archive.NpmPackage is { } npm)
        {
            yield return new NpmPlace(npm, settings.Npm, launcher, downloader);
        }
    }

    private string HandFolder => Path.Combine(settings.CacheFolder, "sources");

    private BuildException Failed(SourceArchive archive, List<(ISourcePlace Place, SourcePlaceException Failure)> failures)
    {
        var tried = string.Join('\n', failures.Select(failure => $"{failure.Place.Name} {failure.Failure.Message}"));
        return failures.Exists(failure => failure.Failure.IsWrongContent)
            ? new BuildException(
                UserlandErrors.SourceHashMismatch,
                archive.Name,
                $"expected SHA-256 {archive.Sha256}; places tried:\n{tried}",
                "if upstream really changed the release, check it and correct the hash that is pinned; "
                + "else put the right file by hand:\n" + PutByHand(archive))
            : new BuildException(
                UserlandErrors.SourceUnreachable,
                archive.Name,
                $"no place gave it; places tried:\n{tried}",
                "check the network (http_proxy and https_proxy are honoured), or put the file by hand:\n" + PutByHand(archive));
    }

    private string PutByHand(SourceArchive archive) =>
        $"mkdir -p {HandFolder} && cp {archive.Name} {HandFolder}/\n"
        + $"or set {SourceFetcherSettings.FolderVariable} to a folder that holds it (SHA-256 {archive.Sha256})";
}

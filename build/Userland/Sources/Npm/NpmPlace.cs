using OpenLinux.Common.Errors;
using OpenLinux.Common.Files;
using OpenLinux.Common.Processes;
using OpenLinux.Userland.Sources.Places;

namespace OpenLinux.Userland.Sources.Npm;

/// <summary>
/// A package of the npm registry that this machine is configured for. Where npm is installed it fetches (npm-pack(1)), with the machine's
/// registries, keys and proxies; elsewhere the registry is the one that the environment or an <c>.npmrc</c> names.
/// </summary>
/// <param name="package">"@scope/name@version".</param>
internal sealed class NpmPlace(string package, NpmMachine machine, IProcessLauncher launcher, HttpDownloader downloader) : ISourcePlace
{
    /// <summary>npm tries again and again by itself.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public string Name => $"npm package {package}";

    public async Task<string> ObtainAsync(SourceArchive archive, PartialFile partial, CancellationToken cancellation)
    {
        if (machine.FindNpm() is { } npm)
        {
            await PackAsync(npm, archive, partial, cancellation);
        }
        else if (machine.RegistryOf(package) is { } registry)
        {
            await downloader.DownloadAsync(AddressIn(registry), archive.Name, partial, cancellation);
        }
        else
        {
            throw new SourcePlaceException("cannot be asked for: this machine has no npm, and neither NPM_CONFIG_REGISTRY nor an .npmrc names a registry");
        }

        return partial.Path;
    }

    /// <summary>By npm's convention: <c>REGISTRY/@scope/name/-/name-version.tgz</c>.</summary>
    internal Uri AddressIn(string registry)
    {
        var at = package.LastIndexOf('@');
        var name = package[..at];
        return new Uri($"{registry.TrimEnd('/')}/{name}/-/{name[(name.LastIndexOf('/') + 1)..]}-{package[(at + 1)..]}.tgz");
    }

    private async Task PackAsync(string npm, SourceArchive archive, PartialFile partial, CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        ProcessResult result;
        try
        {
            result = await launcher.RunAsync(
                new ProcessSpec(npm, ["pack", package, "--ignore-scripts", "--silent", "--pack-destination", folder.Path], folder.Path), patience.Token);
        }
        catch (OperationCanceledException silent) when (!cancellation.IsCancellationRequested)
        {
            throw new SourcePlaceException($"takes longer than {Patience.TotalMinutes:0} minutes", inner: silent);
        }
        catch (BuildException missing)
        {
            throw new SourcePlaceException(missing.Cause, inner: missing);
        }

        if (result.ExitCode != 0 || Directory.GetFiles(folder.Path, "*.tgz") is not [var packed])
        {
            throw new SourcePlaceException($"is not given by npm: {LastLine(result.Stderr, result.Stdout)}");
        }

        partial.Remove();
        File.Move(packed, partial.Path);
        if (await partial.HashAsync(cancellation) is var hash && hash != archive.Sha256)
        {
            partial.Remove();
            throw WrongContent.Of(hash);
        }
    }

    private static string LastLine(params string[] outputs) =>
        outputs.Select(output => output.TrimEnd().Split('\n')[^1].Trim()).FirstOrDefault(line => line.Length > 0) ?? "it says nothing";
}

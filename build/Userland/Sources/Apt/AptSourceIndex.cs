using OpenLinux.Common.Errors;
using OpenLinux.Common.Files;
using OpenLinux.Common.Processes;
using OpenLinux.Common.Reporting;
using OpenLinux.Userland.Sources.Places;

namespace OpenLinux.Userland.Sources.Apt;

/// <summary>
/// Finds files of Debian source packages by hash, through apt with the machine's configuration, keys and proxies but
/// with sources, lists and caches of its own: nothing of the machine changes, and no rights are needed.
/// </summary>
internal sealed class AptSourceIndex(IProcessLauncher launcher, IReporter reporter, AptMachine machine, string folder)
{
    /// <summary>apt waits without end where its disk is full; no healthy command takes this long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private bool isFresh;
    private bool isExpired;
    private string updateFailure = "";

    /// <exception cref="SourcePlaceException">No source package of that name has the file, or apt is not to be had.</exception>
    public async Task<AptSourceFile> LocateAsync(string package, string sha256, CancellationToken cancellation)
    {
        // The lists serve every archive, so two look-ups at a time would only fetch them twice.
        using var held = await FileLock.TakeAsync(
            Path.Combine(folder, "lock"), () => reporter.Verbose("waiting for another build's apt"), cancellation);
        var isChanged = Prepare();
        if (!isChanged && !isExpired && await FindAsync(package, sha256, cancellation) is { } known)
        {
            return known;
        }

        await UpdateAsync(cancellation);
        return await FindAsync(package, sha256, cancellation) ?? throw new SourcePlaceException(NotFound(sha256));
    }

    /// <summary>Distrusts the lists, as when an address of theirs is gone.</summary>
    /// <returns>False where they have just been fetched.</returns>
    public bool Expire() => isExpired = !isFresh;

    private string SourcesFile => Path.Combine(folder, "sources.d", "openlinux.sources");

    private string NotFound(string sha256) =>
        $"has no file with SHA-256 {sha256} in any release{(updateFailure.Length > 0 ? $" that could be read ({updateFailure})" : "")}";

    /// <returns>Whether the sources differ from those that the lists were fetched for.</returns>
    private bool Prepare()
    {
        var sources = AptSourceEntries.Derive(machine);
        if (sources.Length == 0)
        {
            throw new SourcePlaceException("cannot be looked up: this machine's apt knows no Debian or Ubuntu archive");
        }

        if (File.Exists(SourcesFile) && File.ReadAllText(SourcesFile) == sources)
        {
            return false;
        }

        foreach (var part in (string[])["sources.d", "state/lists/partial", "cache/archives/partial"])
        {
            Directory.CreateDirectory(Path.Combine(folder, part));
        }

        File.WriteAllText(Path.Combine(folder, "state", "status"), "");
        File.WriteAllText(SourcesFile, sources);
        return true;
    }

    private async Task UpdateAsync(CancellationToken cancellation)
    {
        if (isFresh)
        {
            return;
        }

        reporter.Information("fetching Debian's lists of source packages");
        var result = await RunAsync("apt-get", ["update", "-q"], cancellation);
        isFresh = true;
        isExpired = false;

        // A release that a mirror lacks spoils no other's list; one that cannot be reached does not even fail the command.
        updateFailure = Complaint(result.Stderr);
    }

    private async Task<AptSourceFile?> FindAsync(string package, string sha256, CancellationToken cancellation)
    {
        var records = await RunAsync("apt-cache", ["showsrc", "--only-source", package], cancellation);
        foreach (var record in Deb822.Read(records.Stdout))
        {
            if (FileWith(sha256, record) is { } name && record.TryGetValue("Version", out var version))
            {
                return new AptSourceFile(name, version, await AddressOfAsync(package, version, name, cancellation));
            }
        }

        return null;
    }

    private static string? FileWith(string sha256, Dictionary<string, string> record)
    {
        foreach (var line in record.GetValueOrDefault("Checksums-Sha256", "").Split('\n'))
        {
            if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var hash, _, var name] && hash == sha256)
            {
                return name;
            }
        }

        return null;
    }

    /// <summary>Lines of <c>--print-uris</c>: <c>'URI' NAME SIZE HASH</c>.</summary>
    private async Task<Uri> AddressOfAsync(string package, string version, string name, CancellationToken cancellation)
    {
        var printed = await RunAsync(
            "apt-get", ["source", "-qq", "--print-uris", "--only-source", $"{package}={version}"], cancellation);
        foreach (var line in printed.Stdout.Split('\n'))
        {
            if (line.Split(' ') is [['\'', .. var address, '\''], var file, ..]
                && file == name
                && Uri.TryCreate(address, UriKind.Absolute, out var uri))
            {
                return uri;
            }
        }

        throw new SourcePlaceException($"cannot be looked up: {Complaint(printed.Stderr)}");
    }

    private async Task<ProcessResult> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            return await launcher.RunAsync(
                new ProcessSpec(program, [.. Options(), .. arguments], folder, InheritedEnvironment()), patience.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new SourcePlaceException($"cannot be looked up: {program} did not end in {Patience.TotalMinutes:N0} minutes; is the disk of {folder} full?");
        }
        catch (BuildException missing) when (missing.Code == CommonErrors.ToolMissing)
        {
            throw new SourcePlaceException($"cannot be looked up: this machine has no {program}", inner: missing);
        }
    }

    private IEnumerable<string> Options() => new[]
    {
        "Dir::Etc::SourceList=/dev/null",
        $"Dir::Etc::SourceParts={folder}/sources.d",
        $"Dir::State={folder}/state",
        $"Dir::State::status={folder}/state/status",
        $"Dir::Cache={folder}/cache",
        "Acquire::Languages=none",

        // Root's apt would drop its rights and then could not enter a cache folder in root's home.
        $"APT::Sandbox::User={Environment.UserName}",
    }.SelectMany(option => new[] { "-o", option });

    private static Dictionary<string, string> InheritedEnvironment()
    {
        var environment = ProcessEnvironment.Copy();
        environment["LC_ALL"] = "C";
        return environment;
    }

    /// <summary>The first error or warning, e.g. "W: Failed to fetch …"; empty where all is well.</summary>
    private static string Complaint(string stderr) =>
        stderr.Split('\n').FirstOrDefault(line => line is ['E' or 'W', ':', ..]) ?? "";
}

/// <summary>A file of a source package.</summary>
/// <param name="Name">"musl_1.2.5.orig.tar.gz".</param>
/// <param name="Version">The source package's, e.g. "1.2.5-3".</param>
public sealed record AptSourceFile(string Name, string Version, Uri Address);

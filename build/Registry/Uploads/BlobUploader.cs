using System.Net;
using OpenLinux.Common.Errors;
using OpenLinux.Common.Reporting;
using OpenLinux.Engine.Content;
using OpenLinux.Oci.Naming;
using OpenLinux.Registry.Client;
using OpenLinux.Registry.Content;
using OpenLinux.Registry.Transport;

namespace OpenLinux.Registry.Uploads;

/// <summary>Brings a blob into the repository: not at all where it is there, by mounting it, or by an upload that survives cut connections.</summary>
internal sealed class BlobUploader(
    RegistryConnection connection, RepositoryClient repository, RegistrySettings settings, IReporter reporter, PushTally tally)
{
    /// <param name="mountFrom">Another repository of the registry that may have it, or null.</param>
    /// <exception cref="BuildException">Refused, or broken off at every try.</exception>
    public async Task PushAsync(Blob blob, string? mountFrom, CancellationToken cancellation)
    {
        if (await repository.HasBlobAsync(blob.Digest, cancellation))
        {
            tally.CountPresent();
        }
        else if (await UploadAsync(blob, mountFrom, cancellation))
        {
            tally.CountUploaded();
        }
        else
        {
            tally.CountMounted();
        }
    }

    /// <returns>False where the registry mounted it.</returns>
    private async Task<bool> UploadAsync(Blob blob, string? mountFrom, CancellationToken cancellation)
    {
        var tries = new Tries(settings, reporter, repository.Host, repository.Subject(blob.Digest.ToOci().ToString()));
        var session = await BeginAsync(blob, mountFrom, cancellation);
        long furthest = 0;
        var isFirst = true;
        while (session is not null)
        {
            try
            {
                await session.CompleteAsync(cancellation);
                return true;
            }
            catch (DigestRefusedException refused) when (isFirst)
            {
                throw repository.Mismatch(blob.Digest, $"the registry {refused.Message}");
            }
            catch (Exception broken) when (broken is TransientException or DigestRefusedException)
            {
                isFirst = false;
                if (session.Offset > furthest)
                {
                    furthest = session.Offset;
                    tries.Progressed();
                }

                await tries.FailedAsync(broken as TransientException ?? new TransientException(broken.Message), cancellation);
                if (broken is TransientException && await session.ResumeAsync(cancellation))
                {
                    continue;
                }

                // Perhaps only the last answer was lost.
                if (await repository.HasBlobAsync(blob.Digest, cancellation))
                {
                    return true;
                }

                session = await BeginAsync(blob, mountFrom: null, cancellation);
            }
        }

        return false;
    }

    /// <returns>The upload, or null where the registry mounted the blob.</returns>
    private async Task<UploadSession?> BeginAsync(Blob blob, string? mountFrom, CancellationToken cancellation)
    {
        using var started = await repository.StartUploadAsync(blob.Digest, mountFrom, cancellation);
        return started.StatusCode == HttpStatusCode.Created
            ? null
            : new UploadSession(connection, repository, blob, started, settings.ChunkBytes, Sent);

        void Sent(long position, int bytes)
        {
            tally.CountSent(bytes);
            reporter.Progress(repository.Subject(blob.Digest.ToOci().ToString()), position, blob.Digest.SizeBytes);
        }
    }
}

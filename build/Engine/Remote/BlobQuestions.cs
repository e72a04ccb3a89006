using System.Collections.Concurrent;
using OpenLinux.Engine.Content;

namespace OpenLinux.Engine.Remote;

/// <summary>Asks which blobs a remote cache holds: about each once a build, and about those of one moment at once.</summary>
internal sealed class BlobQuestions(RemoteLink link)
{
    /// <summary>A message of less than 100 KB.</summary>
    private const int MostAtOnce = 1000;

    private readonly ConcurrentDictionary<Digest, TaskCompletionSource<bool>> answers = new();
    private readonly Queue<Digest> waiting = new();
    private bool isAsking;

    public async ValueTask<bool> HasAsync(Digest digest, CancellationToken cancellation)
    {
        var mine = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var answer = answers.GetOrAdd(digest, mine);
        if (ReferenceEquals(answer, mine))
        {
            Ask(digest);
        }

        return await answer.Task.WaitAsync(cancellation);
    }

    /// <summary>What an answer to something else has told.</summary>
    public void Learn(Digest digest, bool isThere)
    {
        var known = new TaskCompletionSource<bool>();
        known.SetResult(isThere);
        var answer = answers.GetOrAdd(digest, known);
        if (!ReferenceEquals(answer, known) && !answer.TrySetResult(isThere))
        {
            answers.TryUpdate(digest, known, answer);
        }
    }

    private void Ask(Digest digest)
    {
        lock (waiting)
        {
            waiting.Enqueue(digest);
            if (isAsking)
            {
                return;
            }

            isAsking = true;
        }

        _ = Task.Run(AskAllAsync);
    }

    private async Task AskAllAsync()
    {
        while (Next() is { Count: > 0 } batch)
        {
            IReadOnlySet<Digest> none = new HashSet<Digest>(batch);
            var missing = none;
            try
            {
                missing = await link.ReadAsync((cache, clock) => cache.FindMissingAsync(batch, clock.Token), none, CancellationToken.None);
            }
            finally
            {
                foreach (var digest in batch)
                {
                    answers[digest].TrySetResult(!missing.Contains(digest));
                }
            }
        }
    }

    private List<Digest> Next()
    {
        lock (waiting)
        {
            var batch = new List<Digest>();
            while (batch.Count < MostAtOnce && waiting.TryDequeue(out var digest))
            {
                batch.Add(digest);
            }

            isAsking = batch.Count > 0;
            return batch;
        }
    }
}

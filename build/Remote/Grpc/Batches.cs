namespace OpenLinux.Remote.Grpc;

/// <summary>
/// Small things asked for at about the same time go in one message: what arrives while earlier ones are under way waits for them, and then
/// goes together. Nothing is ever held back for company.
/// </summary>
/// <param name="maxBytes">Of one message.</param>
/// <param name="send">Answers each of the batch.</param>
internal sealed class Batches<TItem, TAnswer>(int maxBytes, Func<IReadOnlyList<Batches<TItem, TAnswer>.Entry>, Task> send)
{
    /// <summary>Messages under way at a time: over a long way, one alone would have to wait for each answer.</summary>
    private const int MostAtOnce = 4;

    private readonly Lock gate = new();
    private readonly Queue<Entry> waiting = new();
    private int running;

    /// <param name="size">Bytes that it takes in the message.</param>
    public Task<TAnswer> AskAsync(TItem item, long size, CancellationToken cancellation)
    {
        var entry = new Entry(item, size);
        lock (gate)
        {
            waiting.Enqueue(entry);
            if (running < MostAtOnce)
            {
                running++;
                _ = Task.Run(SendAllAsync, CancellationToken.None);
            }
        }

        return entry.Answer.Task.WaitAsync(cancellation);
    }

    private async Task SendAllAsync()
    {
        while (Next() is { Count: > 0 } batch)
        {
            try
            {
                await send(batch);
            }
            catch (Exception failure)
            {
                foreach (var entry in batch)
                {
                    entry.Answer.TrySetException(failure);
                    _ = entry.Answer.Task.Exception;
                }
            }
        }
    }

    private List<Entry> Next()
    {
        lock (gate)
        {
            var batch = new List<Entry>();
            var bytes = 0L;
            while (waiting.TryPeek(out var next) && (batch.Count == 0 || bytes + next.Size <= maxBytes))
            {
                batch.Add(waiting.Dequeue());
                bytes += next.Size;
            }

            if (batch.Count == 0)
            {
                running--;
            }

            return batch;
        }
    }

    internal sealed record Entry(TItem Item, long Size)
    {
        public TaskCompletionSource<TAnswer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

using System.Collections.Concurrent;

namespace OpenLinux.Archives;

/// <summary>Work on many things at a time, whose results come in the order of the things. Only few are ahead of who takes them, so that memory is bounded.</summary>
public static class InOrder
{
    /// <param name="parallel">Threads kept busy.</param>
    /// <param name="worker">Makes what one thread works with; used again once the result made with it was taken.</param>
    /// <param name="work">Given a worker of its own, the thing's number, and what cancels it.</param>
    /// <returns>The workers, each with the result in it until the next one is asked for.</returns>
    public static IEnumerable<TWorker> Run<TWorker>(
        int count, int parallel, Func<TWorker> worker, Action<TWorker, int, CancellationToken> work, CancellationToken cancellation)
        where TWorker : class
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var token = ended.Token;
        var free = new ConcurrentBag<TWorker>();
        var ahead = new Queue<Task<TWorker>>();
        var next = 0;
        try
        {
            while (next < count || ahead.Count > 0)
            {
                while (next < count && ahead.Count < parallel + 1)
                {
                    var number = next++;
                    ahead.Enqueue(Task.Run(
                        () =>
                        {
                            var mine = free.TryTake(out var used) ? used : worker();
                            work(mine, number, token);
                            return mine;
                        },
                        token));
                }

                var finished = ahead.Dequeue().GetAwaiter().GetResult();
                yield return finished;
                free.Add(finished);
            }
        }
        finally
        {
            ended.Cancel();
            foreach (var task in ahead)
            {
                ((IAsyncResult)task).AsyncWaitHandle.WaitOne();
            }
        }
    }
}

namespace OpenLinux.Bench.Plan;

/// <summary>Events in the order of their times, and of their making where these are the same. No time is measured.</summary>
internal sealed class PlanClock
{
    private readonly PriorityQueue<Action, (long Time, long Number)> events = new();
    private long number;

    /// <summary>Microseconds.</summary>
    public long Now { get; private set; }

    public void After(long delay, Action then) => events.Enqueue(then, (Now + delay, number++));

    /// <summary>Until nothing is left to happen.</summary>
    public void Run()
    {
        while (events.TryDequeue(out var then, out var at))
        {
            Now = at.Time;
            then();
        }
    }
}

/// <summary>Something of which there is so much: who comes first gets it first.</summary>
internal sealed class PlanPool(PlanClock clock, int capacity)
{
    private readonly Queue<Action> waiting = new();
    private int free = capacity;

    public void Take(Action then)
    {
        if (free > 0)
        {
            free--;
            then();
        }
        else
        {
            waiting.Enqueue(then);
        }
    }

    public void Return()
    {
        if (waiting.TryDequeue(out var next))
        {
            next();
        }
        else
        {
            free++;
        }
    }

    /// <summary>Holds one for a time.</summary>
    public void Use(long time, Action then) => Take(() => clock.After(time, () =>
    {
        Return();
        then();
    }));
}

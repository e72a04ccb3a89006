namespace OpenLinux.Host.Profiling;

/// <summary>Puts stretches of time into as few lanes as they need: no two of a lane overlap.</summary>
internal sealed class Lanes
{
    private readonly List<TimeSpan> ends = [];

    public int Count => ends.Count;

    /// <param name="start">Not before that of the stretch put in last.</param>
    /// <returns>The lane, from 0.</returns>
    public int Put(TimeSpan start, TimeSpan end)
    {
        var lane = ends.FindIndex(last => last <= start);
        if (lane < 0)
        {
            ends.Add(end);
            return ends.Count - 1;
        }

        ends[lane] = end;
        return lane;
    }
}

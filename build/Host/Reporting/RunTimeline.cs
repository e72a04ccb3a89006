using OpenLinux.Common.Files;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Reporting;
using OpenLinux.Report.Model;

namespace OpenLinux.Host.Reporting;

/// <summary>
/// Takes down what runs until the root filesystems are made, and keeps it beside each of them: of a run that ran nothing, the one before stays. It is
/// for people alone, and what cannot be read is not known. Any thread may tell it; of an action that is a hit it asks for next to nothing.
/// </summary>
/// <param name="fileOf">Where that of an architecture is kept.</param>
/// <param name="asked">What the run was asked for.</param>
internal sealed class RunTimeline(Func<string, string> fileOf, string asked, TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly DateTimeOffset began = clock.GetUtcNow();
    private readonly long start = clock.GetTimestamp();
    private readonly Dictionary<ActionSpec, TimeSpan> running = new(ReferenceEqualityComparer.Instance);
    private readonly List<TimelineStep> steps = [];
    private readonly Dictionary<string, string> rootfs = new(StringComparer.Ordinal);
    private int cached;
    private volatile bool isAnyRunning;
    private volatile bool isOver;

    private TimeSpan Now => clock.GetElapsedTime(start);

    public void Entered(ActionSpec spec, ActionPhase phase)
    {
        if (isOver || (phase != ActionPhase.Run && !(phase == ActionPhase.Done && isAnyRunning)))
        {
            return;
        }

        lock (gate)
        {
            if (phase == ActionPhase.Run)
            {
                running.TryAdd(spec, Now);
            }
            else
            {
                running.Remove(spec);
            }

            isAnyRunning = running.Count > 0;
        }
    }

    public void Finished(ActionOutcome outcome)
    {
        if (isOver)
        {
            return;
        }

        if (outcome.Cached)
        {
            Interlocked.Increment(ref cached);
            return;
        }

        lock (gate)
        {
            var end = Now;
            var from = running.GetValueOrDefault(outcome.Spec, end - outcome.Elapsed);
            steps.Add(new TimelineStep(outcome.Spec.Mnemonic, outcome.Spec.Label, from, end - from, outcome.Reason));
        }
    }

    public void Made(Artifact artifact)
    {
        if (artifact is { Kind: ArtifactKind.Rootfs, Architecture: { } architecture } && !isOver)
        {
            lock (gate)
            {
                rootfs[architecture] = artifact.Digest.Hash;
            }
        }
    }

    /// <summary>The one in which root filesystems were made is the last that counts.</summary>
    public void TaskEnded()
    {
        lock (gate)
        {
            if (rootfs.Count > 0 && !isOver)
            {
                isOver = true;
                Keep();
            }
        }
    }

    /// <returns>The last run that ran something for the architecture, this one among them; null where none is known.</returns>
    public BuildTimeline? Last(string architecture)
    {
        TaskEnded();
        return KeptText.Read(fileOf(architecture)) is { } text ? TimelineText.Read(text) : null;
    }

    private void Keep()
    {
        if (steps.Count == 0)
        {
            return;
        }

        var text = TimelineText.Write(new BuildTimeline(began, asked, steps.Count, cached, [.. rootfs.Values.Order(StringComparer.Ordinal)], steps));
        foreach (var architecture in rootfs.Keys)
        {
            KeptText.Write(fileOf(architecture), text);
        }
    }
}

using OpenLinux.Engine.Content;

namespace OpenLinux.Report.Model;

/// <summary>A run that ran something, up to the root filesystems that came of it.</summary>
/// <param name="Began">By this machine's clock.</param>
/// <param name="Asked">What was asked for: "--target=Rootfs --arch=x86_64".</param>
/// <param name="Ran">How many steps ran in all.</param>
/// <param name="Cached">How many were answered from the cache.</param>
/// <param name="Rootfs">The hashes of the tarballs that it made or found made.</param>
/// <param name="Steps">In the order in which they began; of very many those that took longest.</param>
public sealed record BuildTimeline(
    DateTimeOffset Began, string Asked, int Ran, int Cached, IReadOnlyList<string> Rootfs, IReadOnlyList<TimelineStep> Steps)
{
    /// <summary>From its beginning to the end of its last step.</summary>
    public TimeSpan Elapsed => Steps.Count == 0 ? TimeSpan.Zero : Steps.Max(step => step.End);

    /// <summary>How long its steps took one after the other.</summary>
    public TimeSpan Work => Steps.Aggregate(TimeSpan.Zero, (sum, step) => sum + step.Length);

    public bool Made(Digest tarball) => Rootfs.Contains(tarball.Hash);
}

/// <param name="Kind">As "CcCompile".</param>
/// <param name="Label">What it made, for people.</param>
/// <param name="Start">Since the run began.</param>
/// <param name="Reason">Why it ran.</param>
public sealed record TimelineStep(string Kind, string Label, TimeSpan Start, TimeSpan Length, string Reason)
{
    public TimeSpan End => Start + Length;
}

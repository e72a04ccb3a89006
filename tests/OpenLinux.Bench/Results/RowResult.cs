using OpenLinux.Bench.Measuring;

namespace OpenLinux.Bench.Results;

/// <summary>What a row gave, as it is kept from run to run.</summary>
/// <param name="Date">UTC.</param>
/// <param name="Revision">The project's commit.</param>
public sealed record RowResult(
    string Id, string Work, string Wanted, DateTimeOffset Date, string Revision, Machine Machine, IReadOnlyList<ContestantResult> Contestants)
{
    public ContestantResult Ours => Contestants[0];

    public ContestantResult? Peer => Contestants.Count > 1 ? Contestants[1] : null;

    /// <summary>Ours over the peer's; null where there is none.</summary>
    public double? Ratio => Peer is null ? null : Ours.Median / Peer.Median;
}

public sealed record ContestantResult(string Name, string Command, IReadOnlyList<Sample> Samples)
{
    /// <summary>Seconds.</summary>
    public double Median
    {
        get
        {
            double[] sorted = [.. Samples.Select(sample => sample.Seconds).Order()];
            return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        }
    }

    public long PeakBytes => Samples.Max(sample => sample.PeakBytes);
}

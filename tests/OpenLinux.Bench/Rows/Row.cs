using OpenLinux.Bench.Measuring;

namespace OpenLinux.Bench.Rows;

/// <summary>A line of the table: some work, done by us and by a peer.</summary>
/// <param name="id">As <c>--only</c> names it.</param>
/// <param name="wanted">What it must be, in words.</param>
internal abstract class Row(string id, string work, string wanted)
{
    public string Id { get; } = id;

    public string Work { get; } = work;

    public string Wanted { get; } = wanted;

    /// <summary>Makes what it takes, which is not timed.</summary>
    /// <exception cref="BenchException">It cannot be measured here; the message says why.</exception>
    public abstract Task<Contest> PrepareAsync(Workplace place);
}

using System.Runtime.InteropServices;

namespace OpenLinux.Bench.Results;

/// <summary>What the figures were measured on.</summary>
public sealed record Machine(string Processor, int Cores, double MemoryGibibytes, string System)
{
    public static Machine This()
    {
        var processor = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal));
        return new Machine(
            processor?.Split(": ")[^1] ?? RuntimeInformation.ProcessArchitecture.ToString(),
            Environment.ProcessorCount,
            Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1L << 30), 1),
            RuntimeInformation.OSDescription);
    }

    public override string ToString() => FormattableString.Invariant($"{Processor}, {Cores} cores, {MemoryGibibytes:N0} GiB, {System}");
}

namespace OpenLinux.Bench.Measuring;

/// <summary>What is timed: an argument list, run in a folder with an environment.</summary>
internal sealed record Command(string Folder, IReadOnlyDictionary<string, string> Environment, params IReadOnlyList<string> Words)
{
    public override string ToString() => string.Join(' ', Words);
}

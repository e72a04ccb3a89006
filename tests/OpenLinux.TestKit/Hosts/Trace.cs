namespace OpenLinux.TestKit.Hosts;

/// <summary>What tasks did, in order.</summary>
public sealed class Trace
{
    private readonly List<string> entries = [];

    public IReadOnlyList<string> Entries => entries;

    public void Add(string entry) => entries.Add(entry);
}

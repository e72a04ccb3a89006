namespace OpenLinux.Engine.Explanations;

/// <summary>What differs between two actions, in words, most telling first.</summary>
internal sealed class Difference
{
    private const int Shown = 3;

    private readonly List<string> changes = [];

    public int Count => changes.Count;

    public void Add(string change) => changes.Add(change);

    /// <summary>The first few, and how many more.</summary>
    public override string ToString()
    {
        var text = string.Join("; ", changes.Take(Shown));
        return changes.Count > Shown ? $"{text} and {changes.Count - Shown} more" : text;
    }
}

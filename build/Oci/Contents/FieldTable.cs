namespace OpenLinux.Oci.Contents;

/// <summary>Gathers fields under one way of writing them, wherever they come from.</summary>
internal sealed class FieldTable
{
    private readonly SortedDictionary<string, string> values = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Values => values;

    public void AddText(string name, string text)
    {
        if (text.Length > 0)
        {
            values[name] = text;
        }
    }

    /// <summary>Docker takes no working directory for the root.</summary>
    public void AddWorkdir(string path) => AddText("WorkingDir", path == "/" ? "" : path);

    public void AddList(string name, IReadOnlyList<string> words)
    {
        if (words.Count > 0)
        {
            values[name] = ImageInstructions.JsonArray(words);
        }
    }

    /// <summary>A field a member, for an empty text is not the same as none here.</summary>
    public void AddMap(string name, IEnumerable<KeyValuePair<string, string>> members)
    {
        foreach (var (key, value) in members)
        {
            values[$"{name} {key}"] = value;
        }
    }
}

/// <summary>A field of the configuration in which two images differ.</summary>
/// <param name="Old">Null where the old image does not have it.</param>
/// <param name="New">Null where the new image does not have it.</param>
public sealed record FieldChange(string Field, string? Old, string? New);

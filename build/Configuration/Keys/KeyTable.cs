namespace OpenLinux.Configuration.Keys;

/// <summary>All keys that a file, or an element of an array of tables, may hold.</summary>
public sealed class KeyTable(params IReadOnlyList<ConfigurationKey> keys)
{
    public IReadOnlyList<ConfigurationKey> Keys { get; } = keys;

    public ConfigurationKey? Find(string path)
    {
        foreach (var key in Keys)
        {
            if (key.Path == path)
            {
                return key;
            }
        }

        return null;
    }

    /// <summary>Whether <paramref name="path"/> is a table that holds keys: "image".</summary>
    public bool IsSection(string path)
    {
        foreach (var key in Keys)
        {
            if (key.Path.Length > path.Length && key.Path[path.Length] == '.' && key.Path.StartsWith(path, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}

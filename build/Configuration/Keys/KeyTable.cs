using OpenLinux.Configuration.Toml;

namespace OpenLinux.Configuration.Keys;

/// <summary>All keys that a file, or an element of an array of tables, may hold.</summary>
public class KeyTable(params IReadOnlyList<ConfigurationKey> keys)
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

/// <summary>Keys, each with what its value changes in a record: the one place that tells of a key.</summary>
public sealed class KeyTable<TRecord> : KeyTable
{
    private readonly List<ConfigurationKey> keys;
    private readonly List<Func<TRecord, TomlNode, TRecord>> binders = [];

    public KeyTable()
        : this([])
    {
    }

    private KeyTable(List<ConfigurationKey> keys)
        : base(keys) => this.keys = keys;

    /// <param name="bind">Gives the record with the value in it.</param>
    public KeyTable<TRecord> Add<TValue>(ConfigurationKey<TValue> key, Func<TRecord, TValue, TRecord> bind)
    {
        keys.Add(key);
        binders.Add((record, value) => bind(record, key.Read(value)));
        return this;
    }

    /// <summary>Takes in what another file declares of the same record.</summary>
    public KeyTable<TRecord> Add(KeyTable<TRecord> others)
    {
        keys.AddRange(others.keys);
        binders.AddRange(others.binders);
        return this;
    }

    /// <param name="start">What stands where the table is silent.</param>
    /// <param name="table">Checked against these keys, and perhaps others.</param>
    public TRecord Bind(TRecord start, TomlTable table)
    {
        var record = start;
        for (var index = 0; index < keys.Count; index++)
        {
            if (table.At(keys[index].Path) is { } value)
            {
                record = binders[index](record, value);
            }
        }

        return record;
    }
}

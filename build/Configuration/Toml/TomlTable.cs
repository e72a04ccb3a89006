using OpenLinux.Configuration.Problems;

namespace OpenLinux.Configuration.Toml;

/// <summary>Keys and values in the order they were written. Tables here have a dozen keys, so a look-up walks them.</summary>
public sealed class TomlTable(Origin origin) : TomlNode(origin)
{
    private readonly List<TomlEntry> entries = [];

    public IReadOnlyList<TomlEntry> Entries => entries;

    public override string Kind => "a table";

    public TomlEntry? Find(string key)
    {
        foreach (var entry in entries)
        {
            if (entry.Key == key)
            {
                return entry;
            }
        }

        return null;
    }

    /// <summary>The value at a dotted path of bare keys, or null.</summary>
    public TomlNode? At(string path)
    {
        TomlNode? node = this;
        foreach (var key in path.Split('.'))
        {
            node = (node as TomlTable)?.Find(key)?.Value;
        }

        return node;
    }

    /// <summary>Adds the entry, in place of one with the same key.</summary>
    public void Set(TomlEntry entry)
    {
        var index = entries.FindIndex(existing => existing.Key == entry.Key);
        if (index < 0)
        {
            entries.Add(entry);
        }
        else
        {
            entries[index] = entry;
        }
    }

    /// <summary>Sets the value at a dotted path of bare keys, making the tables on the way.</summary>
    public void SetAt(string path, TomlNode value)
    {
        var table = this;
        var keys = path.Split('.');
        foreach (var key in keys.AsSpan(0, keys.Length - 1))
        {
            if (table.Find(key)?.Value is not TomlTable next)
            {
                next = new TomlTable(value.Origin);
                table.Set(new TomlEntry(key, next, value.Origin));
            }

            table = next;
        }

        table.Set(new TomlEntry(keys[^1], value, value.Origin));
    }
}

/// <param name="Origin">Where the key stands.</param>
public sealed record TomlEntry(string Key, TomlNode Value, Origin Origin);

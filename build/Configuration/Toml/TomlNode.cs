using OpenLinux.Configuration.Problems;

namespace OpenLinux.Configuration.Toml;

/// <summary>A TOML value that knows where it was written. Reduced to what configuration needs: no dates, no floats, no layout.</summary>
public abstract class TomlNode(Origin origin)
{
    public Origin Origin { get; } = origin;

    /// <summary>The kind of value with its article, for messages: "a string".</summary>
    public abstract string Kind { get; }
}

public sealed class TomlString(string value, Origin origin) : TomlNode(origin)
{
    public string Value { get; } = value;

    public override string Kind => "a string";
}

/// <param name="isOctal">Written as <c>0o…</c>, as file modes should be.</param>
public sealed class TomlInteger(long value, bool isOctal, Origin origin) : TomlNode(origin)
{
    public long Value { get; } = value;

    public bool IsOctal { get; } = isOctal;

    public override string Kind => "a number";
}

public sealed class TomlBoolean(bool value, Origin origin) : TomlNode(origin)
{
    public bool Value { get; } = value;

    public override string Kind => "a boolean";
}

public sealed class TomlArray(IReadOnlyList<TomlNode> items, Origin origin) : TomlNode(origin)
{
    public IReadOnlyList<TomlNode> Items { get; } = items;

    public override string Kind => "an array";
}

/// <summary>A float or a date: valid TOML that no key takes.</summary>
public sealed class TomlOther(string kind, Origin origin) : TomlNode(origin)
{
    public override string Kind { get; } = kind;
}

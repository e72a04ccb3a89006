using System.Globalization;
using OpenLinux.Common.Text;
using OpenLinux.Configuration.Keys;
using OpenLinux.Configuration.Problems;
using OpenLinux.Configuration.Toml;

namespace OpenLinux.Configuration.Loading;

/// <summary>Lays options of the command line over the tables read from files; the checks that follow see no difference but the origin.</summary>
internal sealed class ConfigurationOverrides(ConfigurationProblems problems)
{
    public void Apply(IReadOnlyList<KeyValuePair<string, string>> options, ConfigurationTables tables)
    {
        foreach (var (target, values) in Group(options, tables.Architectures.Keys))
        {
            var origin = new Origin($"--{values[0].Key}");
            if (tables.Of(target) is { } table)
            {
                Apply(table, target.Key, origin, [.. values.Select(value => value.Value)]);
            }
            else
            {
                RefuseArchitecture(origin, target.Architecture!, tables.Architectures.Keys);
            }
        }
    }

    /// <summary>One key from elsewhere, such as an environment variable.</summary>
    public void Apply(TomlTable main, string path, string source, string value) =>
        Apply(main, ConfigurationKeys.Main.Table.Find(path)!, new Origin(source), [value]);

    private Dictionary<ConfigurationOption, List<KeyValuePair<string, string>>> Group(
        IReadOnlyList<KeyValuePair<string, string>> options, IEnumerable<string> architectures)
    {
        var groups = new Dictionary<ConfigurationOption, List<KeyValuePair<string, string>>>();
        foreach (var option in options)
        {
            if (ConfigurationKeys.Find(option.Key) is not { } target)
            {
                RefuseOption(option.Key);
                continue;
            }

            if (target.Architecture is { } name)
            {
                target = target with { Architecture = ArchitectureNames.Resolve(name, architectures) };
            }

            if (groups.TryGetValue(target, out var values))
            {
                values.Add(option);
            }
            else
            {
                groups.Add(target, [option]);
            }
        }

        return groups;
    }

    private void Apply(TomlTable table, ConfigurationKey key, Origin origin, IReadOnlyList<string> values)
    {
        switch (key.Type)
        {
            case ConfigurationType.List:
                table.SetAt(key.Path, ListOf(origin, values));
                break;
            case ConfigurationType.Map or ConfigurationType.Modes or ConfigurationType.Sizes:
                AddTo(table, key, origin, values);
                break;
            case var _ when values.Count > 1:
                problems.Add(
                    ConfigurationErrors.BadValue, origin, key.Path, $"given {values.Count} times; it takes one value", "give it once");
                break;
            default:
                table.SetAt(key.Path, Scalar(key.Type, origin, values[0]));
                break;
        }
    }

    /// <summary>A value that does not read as the key's type stays a string, which the check then refuses.</summary>
    private static TomlNode Scalar(ConfigurationType type, Origin origin, string value) => type switch
    {
        ConfigurationType.Number when long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) =>
            new TomlInteger(number, isOctal: false, origin),
        ConfigurationType.Switch when value is "" or "true" => new TomlBoolean(true, origin),
        ConfigurationType.Switch when value is "false" => new TomlBoolean(false, origin),
        _ => new TomlString(value, origin),
    };

    private TomlArray ListOf(Origin origin, IReadOnlyList<string> values)
    {
        var items = new List<TomlNode>();
        foreach (var value in values)
        {
            if (value.StartsWith('['))
            {
                if (TomlReader.ReadOptionValue(origin.Source, value, problems) is TomlArray array)
                {
                    items.AddRange(array.Items);
                }
            }
            else if (value.Length > 0 || values.Count > 1)
            {
                items.Add(new TomlString(value, origin));
            }
        }

        return new TomlArray(items, origin);
    }

    private void AddTo(TomlTable table, ConfigurationKey key, Origin origin, IReadOnlyList<string> values)
    {
        if (table.At(key.Path) is not TomlTable map)
        {
            map = new TomlTable(origin);
            table.SetAt(key.Path, map);
        }

        foreach (var value in values)
        {
            var equals = value.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0)
            {
                problems.Add(
                    ConfigurationErrors.BadValue,
                    origin,
                    key.Path,
                    $"\"{value}\" is not of the form NAME=VALUE",
                    key.Type == ConfigurationType.Modes ? $"write {origin}=/tmp=1777" : $"write {origin}=NAME=VALUE");
                continue;
            }

            var text = value[(equals + 1)..];
            map.Set(new TomlEntry(value[..equals], Element(key.Type, origin, text), origin));
        }
    }

    private static TomlNode Element(ConfigurationType type, Origin origin, string value) => type switch
    {
        ConfigurationType.Modes when TryReadOctal(value, out var mode) => new TomlInteger(mode, isOctal: true, origin),
        ConfigurationType.Sizes => Scalar(ConfigurationType.Number, origin, value),
        _ => new TomlString(value, origin),
    };

    private static bool TryReadOctal(string text, out long mode)
    {
        mode = 0;
        var digits = text.AsSpan(text.StartsWith("0o", StringComparison.Ordinal) ? 2 : 0);
        if (digits.Length is 0 or > 6 || digits.ContainsAnyExceptInRange('0', '7'))
        {
            return false;
        }

        foreach (var digit in digits)
        {
            mode = (mode * 8) + (digit - '0');
        }

        return true;
    }

    private void RefuseOption(string name)
    {
        var nearest = Nearest.To(name, ConfigurationKeys.OptionNames);
        problems.Add(
            ConfigurationErrors.UnknownKey,
            new Origin($"--{name}"),
            "",
            "no configuration key is called that",
            nearest is null ? "see --help for the keys" : $"did you mean --{nearest}?");
    }

    private void RefuseArchitecture(Origin origin, string name, IEnumerable<string> known)
    {
        var nearest = Nearest.To(name, known);
        problems.Add(
            ConfigurationErrors.UnknownKey,
            origin,
            "",
            $"there is no architecture \"{name}\" in config/arch",
            nearest is null ? $"choose one of: {string.Join(", ", known)}" : $"did you mean {nearest}?");
    }
}

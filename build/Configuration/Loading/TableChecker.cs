using OpenLinux.Common.Text;
using OpenLinux.Configuration.Keys;
using OpenLinux.Configuration.Problems;
using OpenLinux.Configuration.Toml;

namespace OpenLinux.Configuration.Loading;

/// <summary>Checks a table against the keys it may hold: every key known, every value of its type and form, none missing.</summary>
public sealed class TableChecker(KeyTable keys, ConfigurationProblems problems)
{
    public void Check(TomlTable table)
    {
        CheckSection(table, "");
        foreach (var key in keys.Keys)
        {
            if (key.IsRequired && table.At(key.Path) is null)
            {
                problems.Add(
                    ConfigurationErrors.MissingKey,
                    table.Origin,
                    key.Path,
                    $"not there; expected {key.TypeInWords}: {key.Description}",
                    $"add {Assignment(key)}");
            }
        }
    }

    private void CheckSection(TomlTable section, string prefix)
    {
        foreach (var entry in section.Entries)
        {
            var path = prefix + entry.Key;
            if (keys.Find(path) is { } key)
            {
                CheckValue(key, entry.Value);
            }
            else if (!keys.IsSection(path))
            {
                RefuseKey(entry, path, prefix);
            }
            else if (entry.Value is TomlTable inner)
            {
                CheckSection(inner, path + ".");
            }
            else
            {
                problems.Add(
                    ConfigurationErrors.WrongType,
                    entry.Origin,
                    path,
                    $"is {entry.Value.Kind}; expected a table of keys",
                    $"write [{path}] on a line of its own, its keys below");
            }
        }
    }

    private void CheckValue(ConfigurationKey key, TomlNode value)
    {
        switch (key.Type, value)
        {
            case (ConfigurationType.Text, TomlString text):
                CheckText(key, key.Path, text);
                break;
            case (ConfigurationType.Number, TomlInteger number):
                CheckNumber(key, key.Path, number);
                break;
            case (ConfigurationType.Mode, TomlInteger mode):
                CheckMode(key, key.Path, mode);
                break;
            case (ConfigurationType.Switch, TomlBoolean):
                break;
            case (ConfigurationType.List, TomlArray list):
                CheckList(key, key.Path, list);
                break;
            case (ConfigurationType.Map or ConfigurationType.Lists or ConfigurationType.Modes or ConfigurationType.Sizes, TomlTable map):
                CheckMap(key, map);
                break;
            case (ConfigurationType.Tables, TomlArray tables):
                CheckTables(key, tables);
                break;
            default:
                RefuseType(key, key.Path, value, key.TypeInWords);
                break;
        }
    }

    private void CheckList(ConfigurationKey key, string path, TomlArray list)
    {
        for (var index = 0; index < list.Items.Count; index++)
        {
            if (list.Items[index] is not TomlString item)
            {
                RefuseType(key, path, list.Items[index], "a string in the array");
                continue;
            }

            CheckText(key, path, item);
            if (!key.AllowsDuplicates && IsRepeated(list, index, item.Value))
            {
                problems.Add(ConfigurationErrors.BadValue, item.Origin, path, $"\"{item.Value}\" is listed twice", "list it once");
            }
        }

        if (key.IsRequired && list.Items.Count == 0)
        {
            problems.Add(
                ConfigurationErrors.BadValue, list.Origin, path, "is empty; expected at least one string", $"write, for example, {Sample(key, list.Origin)}");
        }
    }

    private static bool IsRepeated(TomlArray list, int count, string value)
    {
        for (var index = 0; index < count; index++)
        {
            if (list.Items[index] is TomlString earlier && earlier.Value == value)
            {
                return true;
            }
        }

        return false;
    }

    private void CheckMap(ConfigurationKey key, TomlTable map)
    {
        foreach (var entry in map.Entries)
        {
            var path = $"{key.Path}.{entry.Key}";
            if (key.Name is { } rule && !rule.Accepts(entry.Key))
            {
                RefuseValue(entry.Origin, path, $"\"{entry.Key}\"", rule.Expected, key);
            }

            switch (key.Type, entry.Value)
            {
                case (ConfigurationType.Map, TomlString text):
                    CheckText(key, path, text);
                    break;
                case (ConfigurationType.Lists, TomlArray list):
                    CheckList(key, path, list);
                    break;
                case (ConfigurationType.Modes, TomlInteger mode):
                    CheckMode(key, path, mode);
                    break;
                case (ConfigurationType.Sizes, TomlInteger size):
                    CheckNumber(key, path, size);
                    break;
                case (ConfigurationType.Map, TomlTable):
                    RefuseType(key, path, entry.Value, "a string; a name with dots needs quotes");
                    break;
                default:
                    RefuseType(key, path, entry.Value, ElementInWords(key.Type));
                    break;
            }
        }
    }

    private static string ElementInWords(ConfigurationType type) => type switch
    {
        ConfigurationType.Lists => "an array of strings",
        ConfigurationType.Modes => "an octal mode such as 0o755",
        ConfigurationType.Sizes => "a number",
        _ => "a string",
    };

    private void CheckTables(ConfigurationKey key, TomlArray tables)
    {
        foreach (var item in tables.Items)
        {
            if (item is TomlTable table)
            {
                new TableChecker(key.Elements!, problems).Check(table);
            }
            else
            {
                RefuseType(key, key.Path, item, $"a table: [[{key.Path}]]");
            }
        }
    }

    private void CheckText(ConfigurationKey key, string path, TomlString text)
    {
        if (key.Text is { } rule && !rule.Accepts(text.Value))
        {
            RefuseValue(text.Origin, path, $"\"{text.Value}\"", rule.Expected, key);
        }
    }

    private void CheckNumber(ConfigurationKey key, string path, TomlInteger number)
    {
        if (key.Number is { } rule && !rule.Accepts(number.Value))
        {
            RefuseValue(number.Origin, path, $"{number.Value}", rule.Expected, key);
        }
    }

    /// <summary>A decimal 755 is a mode nobody means (0o1363), so beyond one digit only octal is taken.</summary>
    private void CheckMode(ConfigurationKey key, string path, TomlInteger mode)
    {
        if (!mode.IsOctal && mode.Value > 7)
        {
            problems.Add(
                ConfigurationErrors.BadValue,
                mode.Origin,
                path,
                $"{mode.Value} is decimal; expected {key.Number!.Expected}",
                $"write 0o{mode.Value}");
        }
        else
        {
            CheckNumber(key, path, mode);
        }
    }

    private void RefuseType(ConfigurationKey key, string path, TomlNode value, string expected) =>
        problems.Add(
            ConfigurationErrors.WrongType,
            value.Origin,
            path,
            value is TomlString text ? $"\"{text.Value}\" is a string; expected {expected}" : $"is {value.Kind}; expected {expected}",
            $"write, for example, {Sample(key, value.Origin)}");

    private void RefuseValue(Origin origin, string path, string value, string expected, ConfigurationKey key) =>
        problems.Add(ConfigurationErrors.BadValue, origin, path, $"{value} is not {expected}", $"write, for example, {Sample(key, origin)}");

    private void RefuseKey(TomlEntry entry, string path, string prefix) =>
        problems.Add(ConfigurationErrors.UnknownKey, entry.Origin, path, "there is no such key here", FixFor(entry.Key, path, prefix));

    private string FixFor(string name, string path, string prefix)
    {
        foreach (var key in keys.Keys)
        {
            if (key.Path.EndsWith("." + name, StringComparison.Ordinal))
            {
                return $"did you mean {key.Path}? it belongs below [{key.Path[..^(name.Length + 1)]}]";
            }

            if (key.Path == name)
            {
                return $"did you mean {name}? it belongs above the first [section]";
            }
        }

        foreach (var file in ConfigurationKeys.Files)
        {
            if (prefix.Length == 0 && IsConfigurationFile && file.Table != keys && (file.Table.Find(name) is not null || file.Name == $"{name}.toml"))
            {
                return $"that is configured in config/{file.Name}";
            }
        }

        return Nearest.To(path, NamesIn(prefix)) is { } nearest
            ? $"did you mean {nearest}?"
            : $"use one of: {string.Join(", ", NamesIn(prefix))}";
    }

    private bool IsConfigurationFile => ConfigurationKeys.Files.Any(file => file.Table == keys);

    private IEnumerable<string> NamesIn(string prefix)
    {
        var inSection = keys.Keys.Select(key => key.Path).Where(path => path.StartsWith(prefix, StringComparison.Ordinal));
        return prefix.Length > 0
            ? inSection
            : inSection.Concat(keys.Keys.Where(key => key.Path.Contains('.')).Select(key => key.Path[..key.Path.IndexOf('.')]).Distinct());
    }

    /// <summary>The key with a good value, in the way the user gave the bad one: an option, a variable or a line of a file.</summary>
    private static string Sample(ConfigurationKey key, Origin origin) => (origin.Line, key.Type) switch
    {
        ( > 0, _) => Assignment(key),
        (_, ConfigurationType.Map) => $"{origin}=NAME=VALUE",
        (_, ConfigurationType.Modes) => $"{origin}=/tmp=1777",
        (_, ConfigurationType.Sizes) => $"{origin}=NAME=1000000",
        (_, ConfigurationType.List) => $"{origin}='{key.Example}'",
        _ => $"{origin}={key.Example.Trim('"')}",
    };

    private static string Assignment(ConfigurationKey key)
    {
        var dot = key.Path.LastIndexOf('.');
        return dot < 0
            ? $"{key.Path} = {key.Example}"
            : $"{key.Path[(dot + 1)..]} = {key.Example} below [{key.Path[..dot]}]";
    }
}

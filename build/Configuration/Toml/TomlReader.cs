using OpenLinux.Configuration.Problems;
using Tomlyn;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace OpenLinux.Configuration.Toml;

/// <summary>
/// Reads TOML 1.0 by way of Tomlyn's syntax tree. Tomlyn's own validation pass is left out, as it doubles the work at start:
/// what it finds (keys and tables defined twice) is noticed here while the tables are filled.
/// </summary>
public sealed class TomlReader
{
    private readonly string source;
    private readonly ConfigurationProblems problems;
    private readonly int fixedLine;
    private readonly HashSet<TomlTable> closed = [];

    private TomlReader(string source, ConfigurationProblems problems, int fixedLine) =>
        (this.source, this.problems, this.fixedLine) = (source, problems, fixedLine);

    /// <returns>The root table, or null where the text is not TOML; then the problems say why.</returns>
    public static TomlTable? Read(string source, string text, ConfigurationProblems problems) =>
        new TomlReader(source, problems, -1).ReadDocument(text);

    /// <summary>Reads one value given as an option.</summary>
    /// <returns>The value, or null where it is not TOML; then the problems say why.</returns>
    public static TomlNode? ReadOptionValue(string option, string value, ConfigurationProblems problems) =>
        new TomlReader(option, problems, 0).ReadDocument("value = " + value)?.Find("value")?.Value;

    private TomlTable? ReadDocument(string text)
    {
        if (Parse(text) is not { } document)
        {
            return null;
        }

        if (document.HasErrors)
        {
            Report(document.Diagnostics);
            return null;
        }

        var root = new TomlTable(new Origin(source));
        Fill(root, document.KeyValues);
        foreach (var section in document.Tables)
        {
            if (section.Name is { } name)
            {
                Fill(section is TableArraySyntax ? OpenElement(root, name) : OpenTable(root, name), section.Items);
            }
        }

        return root;
    }

    /// <summary>Tomlyn reports most of what is no TOML; it throws at nesting beyond its limit, and at an end within an escape.</summary>
    /// <returns>Null where it throws; the problems say why.</returns>
    private DocumentSyntax? Parse(string text)
    {
        try
        {
            return SyntaxParser.Parse(text, source, validate: false);
        }
        catch (TomlException fault)
        {
            problems.Add(ConfigurationErrors.Syntax, At(FirstLineTooDeep(text)), "", fault.Message.Split(". ")[0], "write it flatter");
        }
        catch (ArgumentException)
        {
            problems.Add(ConfigurationErrors.Syntax, At(text.Count(unit => unit == '\n')), "", "the text ends within an escape", "see https://toml.io for how TOML is written");
        }

        return null;
    }

    /// <summary>The exception does not say where: that is the first line with which it comes about.</summary>
    private static int FirstLineTooDeep(string text)
    {
        int[] ends = [.. text.Index().Where(unit => unit.Item == '\n').Select(unit => unit.Index)];
        var (least, most) = (0, ends.Length);
        while (least < most)
        {
            var line = (least + most) / 2;
            (least, most) = IsTooDeep(text[..ends[line]]) ? (least, line) : (line + 1, most);
        }

        return least;
    }

    private static bool IsTooDeep(string text)
    {
        try
        {
            SyntaxParser.Parse(text, validate: false);
            return false;
        }
        catch (TomlException)
        {
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private void Report(DiagnosticsBag diagnostics)
    {
        // One slip makes the parser stumble over the rest of the line: the first message of a line is the telling one.
        var lastLine = -1;
        foreach (var message in diagnostics)
        {
            if (message.Kind == DiagnosticMessageKind.Error && message.Span.Start.Line != lastLine)
            {
                lastLine = message.Span.Start.Line;
                problems.Add(
                    ConfigurationErrors.Syntax, At(lastLine), "", message.Message, "see https://toml.io for how TOML is written");
            }
        }
    }

    private void Fill<T>(TomlTable table, SyntaxList<T> items)
        where T : SyntaxNode
    {
        foreach (var item in items)
        {
            var pair = item as KeyValueSyntax ?? (item as InlineTableItemSyntax)?.KeyValue;
            if (pair is { Key: { } key, Value: { } value })
            {
                Add(table, key, Convert(value));
            }
        }
    }

    private void Add(TomlTable table, KeySyntax key, TomlNode value)
    {
        var name = NameOf(key.Key);
        foreach (var dotted in key.DotKeys)
        {
            table = Descend(table, name, At(key), isClosed: true);
            name = NameOf(dotted.Key);
        }

        if (table.Find(name) is { } existing)
        {
            RefuseDuplicate(name, At(key), existing);
        }
        else
        {
            table.Set(new TomlEntry(name, value, At(key)));
        }
    }

    private TomlTable OpenTable(TomlTable root, KeySyntax key)
    {
        var (parent, name) = DescendToParent(root, key);
        if (parent.Find(name) is { } existing && (existing.Value is not TomlTable defined || closed.Contains(defined)))
        {
            RefuseDuplicate(name, At(key), existing);
            return new TomlTable(At(key));
        }

        return Descend(parent, name, At(key), isClosed: true);
    }

    private TomlTable OpenElement(TomlTable root, KeySyntax key)
    {
        var (parent, name) = DescendToParent(root, key);
        var element = new TomlTable(At(key));
        if (parent.Find(name) is not { } existing)
        {
            parent.Set(new TomlEntry(name, new TomlArray(new List<TomlNode> { element }, At(key)), At(key)));
        }
        else if (existing.Value is TomlArray { Items: List<TomlNode> elements })
        {
            elements.Add(element);
        }
        else
        {
            RefuseDuplicate(name, At(key), existing);
        }

        return element;
    }

    private (TomlTable Parent, string Name) DescendToParent(TomlTable table, KeySyntax key)
    {
        var name = NameOf(key.Key);
        foreach (var dotted in key.DotKeys)
        {
            table = Descend(table, name, At(key), isClosed: false);
            name = NameOf(dotted.Key);
        }

        return (table, name);
    }

    /// <param name="isClosed">Whether a later <c>[header]</c> of the same name is an error.</param>
    private TomlTable Descend(TomlTable table, string name, Origin origin, bool isClosed)
    {
        TomlTable next;
        switch (table.Find(name))
        {
            case null:
                next = new TomlTable(origin);
                table.Set(new TomlEntry(name, next, origin));
                break;
            case { Value: TomlTable existing }:
                next = existing;
                break;
            case { Value: TomlArray { Items: [.., TomlTable element] } }:
                next = element;
                break;
            case { } other:
                RefuseDuplicate(name, origin, other);
                next = new TomlTable(origin);
                break;
        }

        if (isClosed)
        {
            closed.Add(next);
        }

        return next;
    }

    private TomlNode Convert(ValueSyntax value)
    {
        switch (value)
        {
            case StringValueSyntax text:
                return new TomlString(text.Value ?? "", At(value));
            case IntegerValueSyntax integer:
                return new TomlInteger(integer.Value, integer.Token?.Text?.StartsWith("0o", StringComparison.Ordinal) == true, At(value));
            case BooleanValueSyntax boolean:
                return new TomlBoolean(boolean.Value, At(value));
            case ArraySyntax array:
                var items = new List<TomlNode>();
                foreach (var item in array.Items)
                {
                    if (item.Value is { } itemValue)
                    {
                        items.Add(Convert(itemValue));
                    }
                }

                return new TomlArray(items.ToArray(), At(value));
            case InlineTableSyntax inline:
                var table = new TomlTable(At(value));
                closed.Add(table);
                Fill(table, inline.Items);
                return table;
            default:
                return new TomlOther(value is FloatValueSyntax ? "a float" : "a date", At(value));
        }
    }

    private void RefuseDuplicate(string name, Origin origin, TomlEntry existing) =>
        problems.Add(
            ConfigurationErrors.Syntax, origin, name, $"already defined at {existing.Origin}", "keep one of the two");

    private static string NameOf(BareKeyOrStringValueSyntax? key) => key switch
    {
        BareKeySyntax bare => bare.Key?.Text ?? "",
        StringValueSyntax quoted => quoted.Value ?? "",
        _ => "",
    };

    private Origin At(SyntaxNode node) => At(node.Span.Start.Line);

    private Origin At(int zeroBasedLine) => new(source, fixedLine < 0 ? zeroBasedLine + 1 : fixedLine);
}

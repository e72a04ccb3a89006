using System.Text.RegularExpressions;

namespace OpenLinux.Userland.Reading;

/// <summary>Lines of a header of directives: all of it, or an arm of a condition.</summary>
/// <param name="Opening">The directive that begins the arm; empty for the header.</param>
internal sealed partial record HeaderSection(string Opening, List<HeaderLine> Lines)
{
    /// <param name="code">Without comments.</param>
    /// <returns>Null where a line is no directive of definitions and conditions, or the conditions do not close.</returns>
    public static HeaderSection? Parse(string code)
    {
        var top = new HeaderSection("", []);
        var open = new Stack<HeaderLine>();
        var current = top;
        foreach (var raw in code.Split('\n'))
        {
            var line = raw.Trim();
            if (line.Length == 0)
            {
                continue;
            }

            if (Directive().Match(line) is not { Success: true } directive)
            {
                return null;
            }

            var rest = directive.Groups["rest"].Value;
            switch (directive.Groups["word"].Value)
            {
                case "define":
                    current.Lines.Add(Named(line, PlainDefinition().Match(rest)));
                    break;
                case "undef":
                    current.Lines.Add(Named(line, PlainName().Match(rest)));
                    break;
                case "ifdef" or "ifndef":
                    Begin(Named(line, AnyName().Match(rest)));
                    break;
                case "if":
                    Begin(new HeaderLine(line, Name: null));
                    break;
                case "else" when open.Count > 0 && rest.Length == 0:
                    Continue(open.Peek());
                    break;
                case "elif" when open.Count > 0 && open.Peek().Name is null:
                    Continue(open.Peek());
                    break;
                case "endif" when open.Count > 0 && rest.Length == 0:
                    open.Pop();
                    current = open.Count == 0 ? top : open.Peek().Arms![^1];
                    break;
                default:
                    return null;
            }

            void Begin(HeaderLine block)
            {
                var arms = new List<HeaderSection> { new(line, []) };
                current.Lines.Add(block with { Arms = arms });
                open.Push(current.Lines[^1]);
                current = arms[0];
            }

            void Continue(HeaderLine block)
            {
                block.Arms!.Add(new HeaderSection(line, []));
                current = block.Arms[^1];
            }
        }

        return open.Count == 0 ? top.KeepingRepeated() : null;
    }

    /// <summary>What is defined twice is kept: the second may be one that the compiler complains of.</summary>
    private HeaderSection KeepingRepeated()
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        Count(this, seen);
        var repeated = seen.Where(name => name.Value > 1).Select(name => name.Key).ToHashSet(StringComparer.Ordinal);
        Keep(this, repeated);
        return this;
    }

    /// <summary>Arms exclude each other: in a block, a name counts as often as in the arm that has it most.</summary>
    private static void Count(HeaderSection section, Dictionary<string, int> seen)
    {
        foreach (var line in section.Lines)
        {
            if (line.Arms is null)
            {
                seen[line.Name ?? ""] = seen.GetValueOrDefault(line.Name ?? "") + 1;
                continue;
            }

            var most = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var arm in line.Arms)
            {
                var inArm = new Dictionary<string, int>(StringComparer.Ordinal);
                Count(arm, inArm);
                foreach (var (name, count) in inArm)
                {
                    most[name] = Math.Max(count, most.GetValueOrDefault(name));
                }
            }

            foreach (var (name, count) in most)
            {
                seen[name] = seen.GetValueOrDefault(name) + count;
            }
        }
    }

    private static void Keep(HeaderSection section, HashSet<string> names)
    {
        for (var at = 0; at < section.Lines.Count; at++)
        {
            var line = section.Lines[at];
            if (line.Arms is not null)
            {
                line.Arms.ForEach(arm => Keep(arm, names));
            }
            else if (line.Name is not null && names.Contains(line.Name))
            {
                section.Lines[at] = new HeaderLine(line.Text, Name: null);
            }
        }
    }

    private static HeaderLine Named(string line, Match match) => match.Success
        ? new HeaderLine(line, match.Groups["name"].Value) { ValueWords = [.. Word().Matches(match.Groups["value"].Value).Select(word => word.Value)] }
        : new HeaderLine(line, Name: null);

    [GeneratedRegex("[A-Za-z0-9_]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"^#[ \t]*(?<word>[a-z]+)\b[ \t]*(?<rest>.*)$")]
    private static partial Regex Directive();

    [GeneratedRegex(@"^(?<name>[A-Za-z][A-Za-z0-9]*_[A-Za-z0-9_]*)(?:(?<variadic>\(\.\.\.\)))?(?<value>(?:[ \t]+(?:-?[0-9][0-9A-Za-z]*|""[^""\\]*""|(?(variadic)__VA_ARGS__|(?!))))*)$")]
    private static partial Regex PlainDefinition();

    [GeneratedRegex(@"^(?<name>[A-Za-z][A-Za-z0-9]*_[A-Za-z0-9_]*)$")]
    private static partial Regex PlainName();

    [GeneratedRegex("^(?<name>[A-Za-z_][A-Za-z0-9_]*)$")]
    private static partial Regex AnyName();
}

/// <param name="Name">Of the macro that it defines, forgets or asks for where it may be left out; null where it must be kept.</param>
internal sealed record HeaderLine(string Text, string? Name)
{
    /// <summary>Of a definition's value: a pragma may name macros by a string (<c>_Pragma(A_B)</c>), and numbers may be pasted.</summary>
    public IReadOnlyList<string> ValueWords { get; init; } = [];

    /// <summary>Of a condition; null for a definition.</summary>
    public List<HeaderSection>? Arms { get; init; }
}

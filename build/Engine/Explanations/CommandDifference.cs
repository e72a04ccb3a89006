using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Headers;

namespace OpenLinux.Engine.Explanations;

/// <summary>Compares two REAPI commands: program, flags, variables, tools and outputs.</summary>
internal static class CommandDifference
{
    public static void Collect(Reapi.Command before, Reapi.Command after, Difference difference)
    {
        CollectTools(before, after, difference);
        CollectArguments(before, after, difference);
        CollectVariables(before, after, difference);
        foreach (var output in after.OutputPaths.Except(before.OutputPaths, StringComparer.Ordinal))
        {
            difference.Add($"output {output} was added");
        }

        foreach (var output in before.OutputPaths.Except(after.OutputPaths, StringComparer.Ordinal))
        {
            difference.Add($"output {output} was removed");
        }
    }

    private static void CollectTools(Reapi.Command before, Reapi.Command after, Difference difference)
    {
        var old = Properties(before);
        var current = Properties(after);
        foreach (var name in old.Keys.Union(current.Keys).Order(StringComparer.Ordinal))
        {
            if (name == HeaderInputs.FoldersProperty)
            {
                if (old.GetValueOrDefault(name) != current.GetValueOrDefault(name))
                {
                    difference.Add("a folder that a header is looked for in came or went");
                }

                continue;
            }

            var tool = ToolIdentity.ToolOf(name) ?? name;
            var was = old.GetValueOrDefault(name);
            var isNow = current.GetValueOrDefault(name);
            if (was is null || isNow is null)
            {
                difference.Add($"tool {tool} was {(was is null ? "added" : "removed")}");
            }
            else if (was != isNow)
            {
                difference.Add($"tool {tool} changed: {Versions(ToolIdentity.Parse(was).Version, ToolIdentity.Parse(isNow).Version)}");
            }
        }
    }

    /// <summary>The words that both begin with are told once: "Debian clang version 14.0.6 → 15.0.7".</summary>
    private static string Versions(string was, string isNow)
    {
        if (was == isNow)
        {
            return was.Length == 0 ? "another binary" : $"another binary of {was}";
        }

        var old = was.Split(' ');
        var current = isNow.Split(' ');
        var common = old.Zip(current).TakeWhile(words => words.First == words.Second).Count();
        return common < old.Length ? $"{was} → {string.Join(' ', current.Skip(common))}" : $"{was} → {isNow}";
    }

    private static Dictionary<string, string> Properties(Reapi.Command command)
    {
        var properties = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in command.Platform?.Properties ?? [])
        {
            properties[property.Name] = property.Value;
        }

        return properties;
    }

    private static void CollectArguments(Reapi.Command before, Reapi.Command after, Difference difference)
    {
        if (before.Arguments[0] != after.Arguments[0])
        {
            difference.Add($"program {before.Arguments[0]} became {after.Arguments[0]}");
        }

        var removed = Without(before.Arguments.Skip(1), after.Arguments.Skip(1));
        var added = Without(after.Arguments.Skip(1), before.Arguments.Skip(1));
        if (removed.Count > 0 && added.Count > 0)
        {
            difference.Add($"{Named(removed)} removed, {string.Join(' ', added)} added");
        }
        else if (removed.Count > 0)
        {
            difference.Add($"{Named(removed)} removed");
        }
        else if (added.Count > 0)
        {
            difference.Add($"{Named(added)} added");
        }
        else if (!before.Arguments.Skip(1).SequenceEqual(after.Arguments.Skip(1), StringComparer.Ordinal))
        {
            difference.Add("the order of the arguments changed");
        }
    }

    private static string Named(List<string> arguments)
    {
        var noun = arguments.TrueForAll(argument => argument.StartsWith('-')) ? "flag" : "argument";
        return arguments.Count == 1
            ? $"{noun} {arguments[0]} was"
            : $"{noun}s {string.Join(' ', arguments)} were";
    }

    /// <summary>What is in the first list more often than in the second.</summary>
    private static List<string> Without(IEnumerable<string> arguments, IEnumerable<string> others)
    {
        var left = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var other in others)
        {
            left[other] = left.GetValueOrDefault(other) + 1;
        }

        var rest = new List<string>();
        foreach (var argument in arguments)
        {
            var count = left.GetValueOrDefault(argument);
            if (count == 0)
            {
                rest.Add(argument);
            }
            else
            {
                left[argument] = count - 1;
            }
        }

        return rest;
    }

    private static void CollectVariables(Reapi.Command before, Reapi.Command after, Difference difference)
    {
        var old = before.EnvironmentVariables.ToDictionary(variable => variable.Name, variable => variable.Value);
        var current = after.EnvironmentVariables.ToDictionary(variable => variable.Name, variable => variable.Value);
        foreach (var name in old.Keys.Union(current.Keys).Order(StringComparer.Ordinal))
        {
            if (!old.TryGetValue(name, out var was))
            {
                difference.Add($"variable {name} was added");
            }
            else if (!current.TryGetValue(name, out var isNow))
            {
                difference.Add($"variable {name} was removed");
            }
            else if (was != isNow)
            {
                difference.Add($"variable {name} changed");
            }
        }
    }
}

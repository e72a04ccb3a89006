using System.Globalization;
using System.Text;

namespace OpenLinux.Bench.Trees;

/// <summary>The C text of the scale tree: a library of headers with a unit behind each, and programs whose units include several of them.</summary>
internal static class ScaleSources
{
    public const int Headers = 32;
    public const int Programs = 100;
    public const int UnitsOfProgram = 20;
    public const string Library = "common";

    /// <summary>With so many, and the headers, clang 14 works for about 40 ms: as long as on a file of musl or BusyBox.</summary>
    private const int FunctionsOfUnit = 2;
    private const int HeadersOfUnit = 3;

    private const string System = "#include <limits.h>\n#include <stdint.h>\n#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\n";

    /// <summary>Every translation unit: each program has a main file besides.</summary>
    public static int Units => Headers + (Programs * (UnitsOfProgram + 1));

    public static string ProgramName(int program) => $"prog{Two(program, 3)}";

    /// <returns>The library's files by their paths in its folder.</returns>
    public static IEnumerable<(string Path, string Text)> LibraryFiles()
    {
        for (var header = 0; header < Headers; header++)
        {
            yield return ($"include/{Library}/h{Two(header)}.h", Header(header));
            yield return ($"h{Two(header)}.c", LibraryUnit(header));
        }
    }

    /// <returns>A program's files by their names.</returns>
    public static IEnumerable<(string Path, string Text)> ProgramFiles(int program)
    {
        var name = ProgramName(program);
        yield return ($"{name}.h", ProgramHeader(name));
        yield return ("main.c", MainUnit(name));
        for (var unit = 0; unit < UnitsOfProgram; unit++)
        {
            yield return ($"unit{Two(unit)}.c", Unit(program, unit));
        }
    }

    private static string Header(int number)
    {
        var (draw, name) = (new Draw((ulong)number + 1), $"h{Two(number)}");
        var text = new StringBuilder($"#ifndef COMMON_{name.ToUpperInvariant()}\n#define COMMON_{name.ToUpperInvariant()}\n\n#include <stddef.h>\n#include <stdint.h>\n");
        if (number >= 8)
        {
            text.Append(CultureInfo.InvariantCulture, $"#include <{Library}/h{Two(draw.Below(8))}.h>\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"\n/* What {name} counts. */\nenum {name}_kind {{\n");
        for (var value = 0; value < 12; value++)
        {
            text.Append(CultureInfo.InvariantCulture, $"    {name}_kind_{value} = {draw.Below(1000)},\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"}};\n\nstruct {name}_state {{\n    enum {name}_kind kind;\n    size_t used;\n    uint32_t slots[{draw.Between(4, 16)}];\n    const char *name;\n}};\n\n");
        for (var function = 0; function < 8; function++)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""
                /* Step {{function}} of {{name}}: mixes the state with a value. */
                static inline uint32_t {{name}}_step{{function}}(struct {{name}}_state *state, uint32_t value)
                {
                    const size_t count = sizeof state->slots / sizeof *state->slots;
                    state->slots[state->used++ % count] ^= value * {{draw.Between(3, 9999)}}u;
                    return state->slots[value % count] + (uint32_t)state->kind;
                }


                """);
        }

        for (var function = 0; function < 6; function++)
        {
            text.Append(CultureInfo.InvariantCulture, $"uint64_t {name}_call{function}(struct {name}_state *state, const char *text);\n");
        }

        return text.Append("\n#endif\n").ToString();
    }

    private static string LibraryUnit(int number)
    {
        var (draw, name) = (new Draw((ulong)number + 1001), $"h{Two(number)}");
        var text = new StringBuilder(System).Append(CultureInfo.InvariantCulture, $"#include <{Library}/{name}.h>\n\n");
        for (var function = 0; function < 6; function++)
        {
            text.Append(Worker(draw, $"uint64_t {name}_call{function}(struct {name}_state *state, const char *text)", $"{name}_{function}", 2, [$"total += {name}_step{function}(state, (uint32_t)total);"]));
        }

        return text.ToString();
    }

    private static string ProgramHeader(string name)
    {
        var text = new StringBuilder($"#ifndef {name.ToUpperInvariant()}\n#define {name.ToUpperInvariant()}\n\n#include <stdint.h>\n\n");
        for (var unit = 0; unit < UnitsOfProgram; unit++)
        {
            text.Append(CultureInfo.InvariantCulture, $"uint64_t {name}_unit{Two(unit)}(const char *text);\n");
        }

        return text.Append("\n#endif\n").ToString();
    }

    private static string MainUnit(string name)
    {
        var text = new StringBuilder($"#include <inttypes.h>\n#include <stdio.h>\n#include \"{name}.h\"\n\nint main(int count, char **arguments)\n{{\n    uint64_t total = 0;\n\n    for (int i = 1; i < count; i++) {{\n");
        for (var unit = 0; unit < UnitsOfProgram; unit++)
        {
            text.Append(CultureInfo.InvariantCulture, $"        total += {name}_unit{Two(unit)}(arguments[i]);\n");
        }

        return text.Append("    }\n    return printf(\"%\" PRIu64 \"\\n\", total) < 0;\n}\n").ToString();
    }

    private static string Unit(int program, int unit)
    {
        var (draw, name) = (new Draw((ulong)((program * 100) + unit) + 100_001), ProgramName(program));
        var headers = Enumerable.Range(0, HeadersOfUnit).Select(_ => draw.Below(Headers)).Distinct().ToList();
        var text = new StringBuilder(System);
        foreach (var header in headers)
        {
            text.Append(CultureInfo.InvariantCulture, $"#include <{Library}/h{Two(header)}.h>\n");
        }

        var calls = headers.Select(header => $"{{ struct h{Two(header)}_state state = {{ 0 }}; total += h{Two(header)}_step{draw.Below(8)}(&state, (uint32_t)total); total += h{Two(header)}_call{draw.Below(6)}(&state, text); }}");
        return text.Append(CultureInfo.InvariantCulture, $"#include \"{name}.h\"\n\n")
            .Append(Worker(draw, $"uint64_t {name}_unit{Two(unit)}(const char *text)", $"{name}_{Two(unit)}", FunctionsOfUnit, [.. calls]))
            .ToString();
    }

    /// <summary>Functions, and the one that calls them all.</summary>
    private static string Worker(Draw draw, string signature, string prefix, int count, IReadOnlyList<string> statements)
    {
        var (text, body) = (new StringBuilder(), new StringBuilder());
        for (var function = 0; function < count; function++)
        {
            var made = CFunctions.Make(draw, $"{prefix}_f{function}");
            text.Append(made.Text).Append('\n');
            body.Append(CultureInfo.InvariantCulture, $"    {made.Call}\n");
        }

        foreach (var statement in statements)
        {
            body.Append(CultureInfo.InvariantCulture, $"    {statement}\n");
        }

        return text.Append(CultureInfo.InvariantCulture, $"{signature}\n{{\n    int values[] = {{ 5, 3, 9, 1, 7 }};\n    char buffer[80] = \"\";\n    long number = 0;\n    uint64_t total = 1;\n\n    (void)values, (void)buffer, (void)number;\n{body}    return total;\n}}\n\n").ToString();
    }

    private static string Two(int number, int digits = 2) => number.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
}

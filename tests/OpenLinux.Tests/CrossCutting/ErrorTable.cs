using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using System.Text;
using OpenLinux.Common.Errors;
using OpenLinux.Host.Cli;
using OpenLinux.Host.Errors;

namespace OpenLinux.Tests.CrossCutting;

/// <summary>docs/errors.md, from the codes that every room declares and from the exit codes of the host.</summary>
internal static class ErrorTable
{
    private static readonly (char Digit, string Title)[] Chapters =
    [
        ('0', "The command line and its entry points"),
        ('1', "Configuration and components"),
        ('2', "This machine and the sources"),
        ('3', "Build steps and the sysroot"),
        ('4', "The root filesystem, its vetting and its papers"),
        ('5', "Docker and images"),
        ('6', "Registries"),
        ('7', "Remote caches and execution"),
        ('8', "Keys and signatures"),
        ('9', "Disk, cache and the build itself"),
    ];

    /// <summary>Those of every assembly of ours that the tests know: a new room needs no word here.</summary>
    public static IReadOnlyList<ErrorCode> Codes { get; } = Directory.EnumerateFiles(AppContext.BaseDirectory, "OpenLinux.*.dll")
        .SelectMany(file => Assembly.Load(AssemblyName.GetAssemblyName(file)).GetTypes())
        .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static))
        .Where(field => field.FieldType == typeof(ErrorCode))
        .Select(field => (ErrorCode)field.GetValue(null)!)
        .OrderBy(code => code.Id, StringComparer.Ordinal)
        .ToList();

    private static readonly BuildException Example = new(
        HostErrors.UnknownArchitecture,
        "x86-64",
        "config/arch has no file of that name; the nearest is x86_64.",
        "--arch=aarch64 or --arch=x86_64 or --arch=all");

    public static string Generate()
    {
        var text = new StringBuilder($"""
            # Errors and exit codes

            <!-- Generated from the code by ErrorTableTests: UPDATE_GOLDEN=1 ./build.sh --target=Test --filter='*ErrorTableTests' -->

            Every failure ends a run with a code, what it happened to, the cause in this very case, and a fix:

            ```
            {Example.Message}
            ```

            Here is what is commonly behind each code. A code is never used for something else.

            ## Exit codes

            | exit code | meaning |
            |---|---|

            """);
        foreach (var field in typeof(ExitCodes).GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {field.GetRawConstantValue()} | {field.GetCustomAttribute<DescriptionAttribute>()!.Description} |\n");
        }

        text.Append("| any | of Run and Shell: what the command in the container returned |\n");
        foreach (var (digit, title) in Chapters)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {title}: OL{digit}xx\n\n| code | what | cause | fix |\n|---|---|---|---|\n");
            foreach (var code in Codes.Where(code => code.Id[2] == digit))
            {
                text.Append(CultureInfo.InvariantCulture, $"| {code.Id} | {code.Title} | {code.Cause} | {code.Fix} |\n");
            }
        }

        return text.ToString();
    }
}

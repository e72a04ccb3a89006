using System.Reflection;
using System.Text.RegularExpressions;
using OpenLinux.Engine.Diagnostics;
using OpenLinux.Tests.EndToEnd.Support;

namespace OpenLinux.Tests.CrossCutting;

/// <summary>Codes are a promise: each is used once, and each has its row in the README.</summary>
public sealed partial class ErrorTableTests
{
    private static readonly Assembly[] Rooms =
    [
        typeof(EngineErrors).Assembly,
        typeof(OpenLinux.Configuration.ConfigurationErrors).Assembly,
        typeof(OpenLinux.Userland.UserlandErrors).Assembly,
        typeof(OpenLinux.Images.ImagesErrors).Assembly,
        typeof(OpenLinux.Registry.RegistryErrors).Assembly,
        typeof(OpenLinux.Papers.PapersErrors).Assembly,
        typeof(OpenLinux.Machine.MachineErrors).Assembly,
        typeof(OpenLinux.Host.HostErrors).Assembly,
    ];

    [Fact]
    public void Every_code_stands_for_one_failure() =>
        Codes().Select(code => code.Id).Should().OnlyHaveUniqueItems();

    [Fact]
    public void Every_code_has_a_row_in_the_readme()
    {
        var rows = Row().Matches(File.ReadAllText(Path.Combine(HostUnderTest.Checkout, "README.md")))
            .Select(row => (Id: row.Groups[1].Value, Title: row.Groups[2].Value.Trim()));

        rows.Should().BeEquivalentTo(Codes().Select(code => (code.Id, code.Title)).Concat(EntryPointCodes()));
    }

    /// <summary>build.sh fails before there is a host; its codes are the literals in it.</summary>
    private static IEnumerable<(string Id, string Title)> EntryPointCodes() =>
        EntryPointCode().Matches(File.ReadAllText(Path.Combine(HostUnderTest.Checkout, "build.sh")))
            .Select(match => match.Groups[1].Value)
            .Distinct()
            .Select(id => (id, EntryPointTitles[id]));

    private static readonly Dictionary<string, string> EntryPointTitles = new()
    {
        ["OL001"] = "the .NET SDK cannot be installed",
        ["OL002"] = "the build host does not compile",
        ["OL003"] = "no SHA-256 tool",
        ["OL004"] = "the Cake flavour is neither nuget nor bundled",
        ["OL005"] = "the checkout's cache folder cannot be written",
    };

    private static IEnumerable<ErrorCode> Codes() => Rooms
        .SelectMany(assembly => assembly.GetTypes())
        .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
        .Where(field => field.FieldType == typeof(ErrorCode))
        .Select(field => (ErrorCode)field.GetValue(null)!);

    [GeneratedRegex(@"^\| (OL\d{3}) \| ([^|]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"fail (OL\d{3}) ")]
    private static partial Regex EntryPointCode();
}

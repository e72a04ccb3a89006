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
    public void Every_code_has_a_row_in_the_readme() =>
        Rows().Should().BeEquivalentTo(Codes().Select(code => (code.Id, code.Title)).Union(EntryPointCodes("build.sh")));

    [Theory]
    [InlineData("build.sh")]
    [InlineData("build.ps1")]
    public void The_entry_points_call_a_failure_what_the_readme_calls_it(string script) =>
        EntryPointCodes(script).Should().NotBeEmpty().And.OnlyContain(code => Rows().Contains(code));

    private static IEnumerable<(string Id, string Title)> Rows() =>
        Row().Matches(File.ReadAllText(Path.Combine(HostUnderTest.Checkout, "README.md")))
            .Select(row => (row.Groups[1].Value, row.Groups[2].Value.Trim()));

    /// <summary>They fail before there is a host; their codes are the literals in them. A colon parts the title from a subject.</summary>
    private static IEnumerable<(string Id, string Title)> EntryPointCodes(string script) =>
        EntryPointCode().Matches(File.ReadAllText(Path.Combine(HostUnderTest.Checkout, script)))
            .Select(match => (match.Groups[1].Value, match.Groups[3].Value.Split(':')[0]))
            .Distinct();

    private static IEnumerable<ErrorCode> Codes() => Rooms
        .SelectMany(assembly => assembly.GetTypes())
        .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
        .Where(field => field.FieldType == typeof(ErrorCode))
        .Select(field => (ErrorCode)field.GetValue(null)!);

    [GeneratedRegex(@"^\| (OL\d{3}) \| ([^|]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("""(?:fail|Stop-Build) '?(OL\d{3})'? (['"])(.+?)\2""")]
    private static partial Regex EntryPointCode();
}

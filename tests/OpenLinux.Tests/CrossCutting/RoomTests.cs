using System.Xml.Linq;
using OpenLinux.TestKit;

namespace OpenLinux.Tests.CrossCutting;

/// <summary>The tree is the architecture: what these tests hold is what a reader may rely on when he looks for something.</summary>
public sealed class RoomTests
{
    private static readonly string Build = Path.Combine(RepositoryRoot.Path, "build");

    [Fact]
    public void Folders_use_each_other_in_one_direction() =>
        SourceGraph.Of(Sources()).Cycle().Should().BeEmpty();

    [Fact]
    public void The_graph_sees_a_cycle_where_there_is_one() =>
        SourceGraph.Of(
        [
            ("a.cs", "using OpenLinux.B;\n\nnamespace OpenLinux.A;\n\npublic sealed class First { Second other; }\n"),
            ("b.cs", "using OpenLinux.A;\n\nnamespace OpenLinux.B;\n\npublic sealed class Second { First other; }\n"),
        ]).Cycle().Should().Equal(
            "OpenLinux.A -> OpenLinux.B: a.cs names Second",
            "OpenLinux.B -> OpenLinux.A: b.cs names First");

    [Fact]
    public void A_name_in_a_comment_or_a_text_is_no_use() =>
        SourceGraph.Of(
        [
            ("a.cs", "using OpenLinux.B;\n\nnamespace OpenLinux.A;\n\npublic sealed class First { Second other; }\n"),
            ("b.cs", "using OpenLinux.A;\n\nnamespace OpenLinux.B;\n\n/// <see cref=\"First\"/>\npublic sealed class Second { string s = \"First\"; }\n"),
        ]).Cycle().Should().BeEmpty();

    [Theory]
    [InlineData("object o = Kind.First;", false)]
    [InlineData("object o = B.First.Value;", true)]
    [InlineData("object o = this.Called();", true)]
    public void A_member_that_is_called_like_a_type_is_no_use(string body, bool isUse) =>
        SourceGraph.Of(
        [
            ("a.cs", "using OpenLinux.B;\n\nnamespace OpenLinux.A;\n\npublic sealed class Second { " + body + " }\n"),
            ("b.cs", "using OpenLinux.A;\n\nnamespace OpenLinux.B;\n\npublic static class First { Second s; public static int Called(this Second s) => 0; }\n"),
        ]).Cycle().Should().HaveCount(isUse ? 2 : 0);

    [Fact]
    public void A_namespace_is_a_folder()
    {
        foreach (var (path, text) in Sources())
        {
            var folder = Path.GetRelativePath(Build, Path.GetDirectoryName(path)!).Replace(Path.DirectorySeparatorChar, '.');
            text.Should().Contain($"namespace OpenLinux.{folder};", "{0} lies there", path);
        }
    }

    [Fact]
    public void The_engine_knows_nothing_but_what_every_room_needs() =>
        ReferencesOf("Engine").Should().Equal("Common");

    [Fact]
    public void What_every_room_needs_knows_no_room() =>
        ReferencesOf("Common").Should().BeEmpty();

    [Fact]
    public void Every_room_says_what_it_is_for() =>
        Rooms().Where(room => !File.Exists(Path.Combine(Build, room, "README.md"))).Should().BeEmpty();

    private static List<(string Path, string Text)> Sources()
    {
        var sources = Rooms()
            .SelectMany(room => Directory.EnumerateFiles(Path.Combine(Build, room), "*.cs", SearchOption.AllDirectories))
            .Select(path => (path, File.ReadAllText(path)))
            .ToList();
        sources.Should().HaveCountGreaterThan(100, "the build's sources lie below {0}", Build);
        return sources;
    }

    private static IReadOnlyList<string> Rooms() =>
    [
        .. Directory.EnumerateDirectories(Build)
            .Where(folder => Directory.EnumerateFiles(folder, "OpenLinux.*.csproj").Any())
            .Select(folder => Path.GetFileName(folder)!)
            .Order(StringComparer.Ordinal),
    ];

    private static IReadOnlyList<string> ReferencesOf(string room) =>
    [
        .. XDocument.Load(Path.Combine(Build, room, $"OpenLinux.{room}.csproj")).Descendants("ProjectReference")
            .Select(reference => Path.GetFileName(Path.GetDirectoryName((string)reference.Attribute("Include")!))!),
    ];
}

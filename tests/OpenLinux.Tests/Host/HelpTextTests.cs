using OpenLinux.Common.Errors;
using OpenLinux.Configuration.Loading;
using OpenLinux.Host.Answers;
using OpenLinux.Host.Cli;

namespace OpenLinux.Tests.Host;

/// <summary>Help comes from the tables, and fits where it is shown.</summary>
public sealed class HelpTextTests
{
    public static TheoryData<int> Widths => [TerminalWidth.Least, 59, 60, TerminalWidth.Usual, TerminalWidth.Most];

    [Theory]
    [MemberData(nameof(Widths))]
    public void No_line_is_wider_than_the_terminal(int width)
    {
        foreach (var text in HelpTopic.All.Select(topic => Of(width, topic)).Prepend(Of(width)))
        {
            Lines(text).Should().NotBeEmpty().And.OnlyContain(line => line.Length <= width && line == line.TrimEnd());
        }
    }

    [Fact]
    public void All_of_it_is_a_screen() =>
        Lines(Of(TerminalWidth.Usual)).Should().HaveCountLessThanOrEqualTo(40);

    [Theory]
    [InlineData(0, 80)]
    [InlineData(-1, 80)]
    [InlineData(39, 40)]
    [InlineData(123, 123)]
    [InlineData(500, 200)]
    public void A_terminal_of_no_sense_is_one_of_some(int columns, int width) =>
        TerminalWidth.Of(columns).Should().Be(width);

    [Fact]
    public void Every_task_is_told_of_in_one_topic() =>
        HelpTopic.All.SelectMany(topic => topic.Tasks).Should().BeEquivalentTo(TaskCatalog.Names);

    [Fact]
    public void Every_option_is_told_of_in_one_topic_and_every_key_in_the_last()
    {
        var said = HelpTopic.All.Select(topic => Lines(Of(TerminalWidth.Usual, topic))).ToList();

        foreach (var option in OptionTable.Own)
        {
            said.Count(lines => lines.Any(line => Begins(line, $"--{option.Name}"))).Should().Be(1, option.Name);
        }

        foreach (var key in ConfigurationKeys.All)
        {
            said[^1].Any(line => Begins(line, $"--{key.Alias ?? key.Path}")).Should().BeTrue(key.Path);
        }
    }

    [Fact]
    public void Options_that_topics_and_the_screen_name_are_there() =>
        HelpTopic.All.SelectMany(topic => topic.Options).Should().NotBeEmpty().And.OnlyContain(name => OptionTable.Find(name) != null || name == "version");

    [Theory]
    [InlineData("Images", "images")]
    [InlineData("push", "push")]
    [InlineData("dockerload", "images")]
    [InlineData("UnitTest", "tests")]
    public void A_topic_is_found_by_its_name_or_a_tasks(string name, string topic) =>
        HelpTopic.Of(name).Name.Should().Be(topic);

    [Fact]
    public void A_topic_that_there_is_not_is_refused_with_the_nearest() =>
        FluentActions.Invoking(() => HelpTopic.Of("remot")).Should().Throw<BuildException>().WithMessage("OL014*--help=remot*nearest is remote*One of: build, *");

    private static bool Begins(string line, string option) =>
        line.TrimStart() is var label && label[(label.StartsWith("--", StringComparison.Ordinal) ? 0 : Math.Min(4, label.Length))..] is var name
        && name.StartsWith(option, StringComparison.Ordinal) && (name.Length == option.Length || name[option.Length] is ' ' or '=' or '[');

    private static string Of(int width, HelpTopic? topic = null)
    {
        var writer = new StringWriter { NewLine = "\n" };
        var help = new HelpText(writer, width);
        if (topic is null)
        {
            help.Print();
        }
        else
        {
            help.Print(topic);
        }

        return writer.ToString();
    }

    private static string[] Lines(string text) => text.TrimEnd('\n').Split('\n');
}

using OpenLinux.Configuration.Loading;
using OpenLinux.Host.Cli;
using OpenLinux.Host.Reporting;

namespace OpenLinux.Host.Answers;

/// <summary>Help, from the tables that also parse the command line: one screen of all, and more of each topic.</summary>
/// <param name="width">In columns.</param>
internal sealed class HelpText(TextWriter writer, int width)
{
    /// <summary>What most people use; the rest is told by topic.</summary>
    private static readonly string[] Common =
        ["target", "arch", "docker-mode", "push", "setup", "explain", "no-cache", "jobs", "verbosity", "dryrun", "help"];

    private readonly WrappedText text = new(writer, width);

    public void Print()
    {
        text.Paragraph("Builds the OpenLinux root filesystem and its Docker image from source.");
        text.Blank();
        writer.WriteLine("  ./build.sh docker --arch=x86_64");
        writer.WriteLine("  ./build.sh run -- ls -l /");
        text.Blank();
        text.Paragraph($"Tasks: {string.Join(", ", TaskCatalog.Names)}", indent: 2);
        text.Blank();
        foreach (var option in OptionTable.Own.Where(option => Common.Contains(option.Name)).Append(OptionTable.Version))
        {
            text.Entry(Spelt(option), option.Description);
        }

        text.Blank();
        text.Paragraph("Topics, for --help=TOPIC:");
        foreach (var topic in HelpTopic.All)
        {
            text.Entry(topic.Name, topic.Summary);
        }

        text.Blank();
        text.Paragraph("More: README.md, docs/command-line.md, docs/errors.md for every code");
    }

    public void Print(HelpTopic topic)
    {
        text.Paragraph($"{topic.Name}: {topic.Summary}", indent: 2);
        Print("Tasks", topic.Tasks.Select(task => (task, TaskCatalog.DescriptionOf(task))));
        var options = OptionTable.Own.Append(OptionTable.Version).Where(option => HelpTopic.Of(option) == topic);
        Print("Options", options.Select(option => (Spelt(option), option.Description)));
        if (topic.KeyPrefix is { } prefix)
        {
            var keys = ConfigurationKeys.All.Where(key => key.Path.StartsWith(prefix, StringComparison.Ordinal));
            Print("Configuration, as an option for one run", keys.Select(key => ($"--{key.Alias ?? key.Path}", key.Description)));
        }

        text.Blank();
        text.Paragraph($"More: {topic.Document}");
    }

    private void Print(string heading, IEnumerable<(string Label, string Text)> entries)
    {
        var isFirst = true;
        foreach (var entry in entries)
        {
            if (isFirst)
            {
                text.Blank();
                text.Paragraph(heading);
                isFirst = false;
            }

            text.Entry(entry.Label, entry.Text);
        }
    }

    private static string Spelt(Option option) =>
        (option.Short is null ? "" : $"-{option.Short}, ")
        + (option.Value is null ? $"--{option.Name}" : option.HasOptionalValue ? $"--{option.Name}[={option.Value}]" : $"--{option.Name}={option.Value}");
}

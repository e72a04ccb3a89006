using System.Text.Json;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Reporting;
using OpenLinux.Host.Progress;

namespace OpenLinux.Tests.Host.Progress;

public sealed class JsonEventsTests
{
    [Fact]
    public void Each_thing_that_happens_is_one_line()
    {
        var lines = new List<string>();
        using var events = new JsonEvents(lines.Add, TimeProvider.System);
        var spec = new ActionSpec { Mnemonic = "CcCompile", Label = "a \"b\".c", Arguments = [], Outputs = [] };

        events.TaskBegan("Compile");
        events.Entered(spec, ActionPhase.Lookup);
        events.Entered(spec, ActionPhase.Run);
        events.Said(spec, "warning:\tone\n");
        events.Finished(new ActionOutcome(spec, Digest.Empty, FileTree.Empty, "", Cached: false, "first build", TimeSpan.FromSeconds(1.5)));
        events.Transferred("musl.tar.gz", 5, null);
        events.TaskEnded("Compile", TimeSpan.FromSeconds(2), isSuccessful: true, "Compile ran");
        events.Told(MessageKind.Warning, "careful");

        lines.Should().NotBeEmpty().And.OnlyContain(line => !line.Contains('\n'));
        var documents = lines.ConvertAll(line => JsonDocument.Parse(line).RootElement);
        documents.ConvertAll(document => document.GetProperty("event").GetString()).Should().Equal(
            "task_began", "action_began", "action_said", "action_ended", "transferred", "task_ended", "warning");
        documents.Should().NotBeEmpty().And.OnlyContain(document => document.GetProperty("at").GetDateTimeOffset() > DateTimeOffset.UnixEpoch);
        documents[3].GetProperty("reason").GetString().Should().Be("first build");
        documents[3].GetProperty("seconds").GetDouble().Should().Be(1.5);
        documents[3].GetProperty("label").GetString().Should().Be("a \"b\".c");
    }
}

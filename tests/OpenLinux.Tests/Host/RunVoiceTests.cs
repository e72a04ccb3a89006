using OpenLinux.Host.Reporting;

namespace OpenLinux.Tests.Host;

/// <summary>What a run says, and how a log of GitHub folds it.</summary>
public sealed class RunVoiceTests
{
    [Fact]
    public void What_a_task_says_is_a_group_and_one_that_says_nothing_is_none()
    {
        using var error = new StringWriter { NewLine = "\n" };
        var voice = new RunVoice(error, Loudness.Normal, isFolding: true);

        voice.BeginGroup("Fetch");
        voice.Verbose("not heard");
        voice.EndGroup();
        voice.BeginGroup("Compile");
        voice.Detail("one");
        voice.Warn("two");
        voice.EndGroup();
        voice.Say("Compile ran");

        error.ToString().Should().Be("::group::Compile\none\nWarning: two\n::endgroup::\nCompile ran\n");
    }

    [Fact]
    public void Elsewhere_nothing_is_folded()
    {
        using var error = new StringWriter { NewLine = "\n" };
        var voice = new RunVoice(error, Loudness.Normal);

        voice.BeginGroup("Compile");
        voice.Say("one");
        voice.Detail("two");
        voice.EndGroup();

        error.ToString().Should().Be("one\n");
    }
}

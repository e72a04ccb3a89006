using OpenLinux.Common.Errors;
using OpenLinux.Configuration.Loading;
using OpenLinux.Host.Answers.Completions;
using OpenLinux.Host.Cli;

namespace OpenLinux.Tests.Host;

/// <summary>Whatever the tables have, each script has; real shells read them in the end-to-end tests.</summary>
public sealed class CompletionScriptTests
{
    public static TheoryData<string> Shells => [.. OptionTable.Shells];

    [Theory]
    [MemberData(nameof(Shells))]
    public void Every_task_option_and_key_is_in_it(string shell)
    {
        var script = CompletionScript.For(shell);

        foreach (var name in OptionTable.Own.Select(option => option.Name).Concat(ConfigurationKeys.OptionNames.Where(name => !name.StartsWith("arch.", StringComparison.Ordinal))))
        {
            script.Should().Contain(shell == "fish" ? $" -l {name}" : $"--{name}");
        }

        script.Should().ContainAll(TaskCatalog.Names.Select(name => name.ToLowerInvariant()))
            .And.ContainAll(TaskCatalog.Names)
            .And.ContainAll("arch.x86_64.cflags", "arch.aarch64.triple", "namespaces", "diagnostic", "readwrite", "images")
            .And.NotContain("\r");
    }

    [Fact]
    public void Values_are_those_that_the_parser_takes()
    {
        foreach (var option in OptionTable.Own.Where(option => option.Values is not null && !OptionTable.Questions.Contains(option.Name) && option.Name is not ("arch" or "setup" or "sandbox")))
        {
            option.Values!().Should().NotBeEmpty(option.Name);
            foreach (var value in option.Values!())
            {
                string[] arguments = option.Name == "target" && value == "Diff" ? ["--with=x"] : [];
                FluentActions.Invoking(() => ArgumentParser.Parse([.. arguments, $"--{option.Name}={value}"])).Should().NotThrow();
            }
        }
    }

    [Fact]
    public void A_shell_that_is_not_known_is_refused() =>
        FluentActions.Invoking(() => CompletionScript.For("tcsh")).Should().Throw<BuildException>().WithMessage("OL014*--completions=tcsh*One of: bash, zsh, fish, powershell*");
}

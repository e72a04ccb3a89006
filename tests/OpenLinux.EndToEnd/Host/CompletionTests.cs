using System.Text.RegularExpressions;
using OpenLinux.Common.Processes;
using OpenLinux.Host.Answers.Completions;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Machine;

namespace OpenLinux.EndToEnd.Host;

/// <summary>The real shells source the scripts, and complete lines with a build.sh that says so where it is started.</summary>
public sealed partial class CompletionTests : IDisposable
{
    private const string Fish = "source completions; complete -C $argv[1]";

    private const string Bash = """
        source ./completions
        complete -p build.sh >/dev/null || exit 3
        COMP_LINE=$1 COMP_POINT=${#1}
        _openlinux_build
        [ ${#COMPREPLY[@]} -eq 0 ] || printf '%s\n' "${COMPREPLY[@]}"
        """;

    /// <summary>zsh completes on a terminal alone: this one types the line and a Tab, and hands on what the terminal shows.</summary>
    private const string Zsh = """
        zmodload zsh/zpty
        zpty -b shell zsh -f -i
        zpty -w shell "PROMPT=; stty -echo; autoload -Uz compinit && compinit -u -d ./dump; source ./completions; echo READY"
        shown=
        for attempt in {1..600}; do
            [[ $shown == *READY$'\r'* ]] && break
            zpty -r -t shell part && shown+=$part || sleep 0.05
        done
        zpty -n -w shell $1$'\t'
        shown=
        for attempt in {1..200}; do
            zpty -r -t shell part && shown+=$part || sleep 0.05
            [[ $shown == *$2* ]] && break
        done
        print -r -- $shown
        zpty -d shell
        """;

    /// <summary>For all lines at once: PowerShell takes seconds to start.</summary>
    private const string PowerShellLines = """
        Get-Content -Raw ./completions | Invoke-Expression
        foreach ($line in $env:LINES_TYPED -split "`n") {
            (TabExpansion2 -inputScript $line -cursorColumn $line.Length).CompletionMatches | ForEach-Object { "$line|$($_.CompletionText)" }
        }
        """;

    private readonly TestFolder folder = new();

    public CompletionTests()
    {
        foreach (var script in new[] { "build.sh", "build.ps1" })
        {
            folder.WriteProgram(script, "echo started >started");
        }
    }

    public static TheoryData<string, string> Lines => new()
    {
        { "./build.sh doc", "docker dockerbuild dockerimport dockerload doctor" },
        { "./build.sh --explain pu", "push" },
        { "./build.sh --target=Doct", "Doctor" },
        { "./build.sh --target Doct", "Doctor" },
        { "./build.sh --arch ", "aarch64 all x86_64" },
        { "./build.sh --arch=x", "x86_64" },
        { "./build.sh --docker-mode=", "build import load" },
        { "./build.sh --verbosity=di", "diagnostic" },
        { "./build.sh --setup n", "never" },
        { "./build.sh --help=im", "images" },
        { "./build.sh --completions=po", "powershell" },
        { "./build.sh --vetting.pie=", "error off warn" },
        { "./build.sh --rootfs.sbom=t", "true" },
        { "./build.sh --no-fa", "--no-fast-path" },
        { "./build.sh --docker-m", "--docker-mode" },
        { "./build.sh --rep", "--repeat --repository --reproducible" },
        { "./build.sh --arch.aarch64.cf", "--arch.aarch64.cflags" },
        { "./build.sh run -- doc", "" },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task Bash_completes(string line, string words) =>
        Words(await RunAsync("bash", "bash", ["--norc", "--noprofile", "-c", Bash, "bash", line])).Should().Equal(Expected(words));

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task Fish_completes(string line, string words) =>
        Words(await RunAsync("fish", "fish", ["--no-config", "-c", Fish, line])).Should().Equal(Expected(words));

    [Fact]
    public async Task PowerShell_completes()
    {
        var lines = Lines.Select(row => (Line: row.Data.Item1.Replace(".sh", ".ps1", StringComparison.Ordinal), Words: row.Data.Item2)).ToList();

        var output = (await RunAsync(
            "powershell", PowerShell.Dotnet, [.. PowerShell.Arguments, "-Command", PowerShellLines], ("LINES_TYPED", string.Join('\n', lines.Select(line => line.Line))))).Split('\n');

        foreach (var (line, words) in lines)
        {
            var start = $"{line}|";
            Words(string.Join('\n', output.Where(found => found.StartsWith(start, StringComparison.Ordinal)).Select(found => found[start.Length..])))
                .Should().Equal(Expected(words), line);
        }
    }

    /// <summary>Of what has one end, since that is written into the line.</summary>
    [Theory]
    [InlineData("./build.sh dist", "./build.sh distclean ")]
    [InlineData("./build.sh --explain pu", "./build.sh --explain push ")]
    [InlineData("./build.sh --target=Doct", "./build.sh --target=Doctor ")]
    [InlineData("./build.sh --arch=aa", "./build.sh --arch=aarch64 ")]
    [InlineData("./build.sh --vetting.pie=w", "./build.sh --vetting.pie=warn ")]
    [InlineData("./build.sh --docker-m", "./build.sh --docker-mode=")]
    [InlineData("./build.sh --no-fa", "./build.sh --no-fast-path ")]
    public async Task Zsh_completes(string line, string completed)
    {
        var end = completed.Split(['=', ' '], StringSplitOptions.RemoveEmptyEntries)[^1];

        var shown = await RunAsync("zsh", "zsh", ["-f", "-c", Zsh, "zsh", line, end]);

        Escape().Replace(shown, "").Should().Contain(completed.TrimEnd());
    }

    public void Dispose() => folder.Dispose();

    private async Task<string> RunAsync(string shell, string program, IReadOnlyList<string> arguments, params (string Name, string Value)[] variables)
    {
        folder.Write("completions", CompletionScript.For(shell));
        var environment = variables.ToDictionary(variable => variable.Name, variable => variable.Value);
        environment["PATH"] = "/usr/local/bin:/usr/bin:/bin";
        environment["HOME"] = folder.Path;
        environment["TERM"] = "xterm";

        var result = await new ProcessLauncher().RunAsync(new ProcessSpec(program, arguments, folder.Path, environment), default);

        result.ExitCode.Should().Be(0, result.Stderr);
        File.Exists(folder.PathOf("started")).Should().BeFalse("a Tab starts nothing");
        return result.Stdout;
    }

    /// <summary>The words without descriptions, and without what parts an option from its value: shells differ in both.</summary>
    private static IEnumerable<string> Words(string output) => output
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split('\t')[0].Trim())
        .Where(word => word is not ("build.sh" or "build.ps1"))
        .Select(word => word.EndsWith('=') ? word[..^1] : word.StartsWith("--", StringComparison.Ordinal) ? word[(word.IndexOf('=', StringComparison.Ordinal) + 1)..] : word)
        .Distinct()
        .Order(StringComparer.Ordinal);

    private static string[] Expected(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"\x1b\[[0-9;?]*[a-zA-Z]")]
    private static partial Regex Escape();
}

using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using OpenLinux.Machine.Daemon;
using OpenLinux.TestKit;

namespace OpenLinux.Tests.Machine;

public sealed partial class DetachedProcessTests : IDisposable
{
    private readonly TestFolder folder = new();

    [Fact]
    public async Task It_leads_a_session_of_its_own_with_nothing_of_ours_open()
    {
        using var ours = File.OpenHandle(folder.Write("ours", ""));
        // A copy is one that a child inherits, as it would from a careless parent of this process.
        using var inheritable = new SafeFileHandle(Duplicate(ours), ownsHandle: true);
        var program = folder.WriteProgram(
            "program",
            """
            read -r pid _ _ _ _ session _ </proc/$$/stat
            [ "$pid" = "$session" ] && echo leads its session
            readlink /proc/$$/fd/0
            ls -l /proc/$$/fd | grep /ours
            echo "$1,$2,$GREETING"
            echo to stderr >&2
            """);

        var log = await RunAsync(program, ["a b", ""], new Dictionary<string, string> { ["GREETING"] = "hello", ["PATH"] = "/usr/bin:/bin" });

        log.Should().Be("leads its session\n/dev/null\na b,,hello\nto stderr\n");
    }

    [Fact]
    public async Task Its_output_is_added_to_what_the_log_has()
    {
        folder.Write("log", "before\n");

        (await RunAsync(folder.WriteProgram("program", "echo after"), [], new Dictionary<string, string>())).Should().Be("before\nafter\n");
    }

    [Fact]
    public void A_program_that_is_not_there_is_an_error()
    {
        var start = () => DetachedProcess.Start(folder.PathOf("missing"), [], new Dictionary<string, string>(), folder.PathOf("log"));

        start.Should().Throw<System.ComponentModel.Win32Exception>().WithMessage("No such file or directory");
    }

    public void Dispose() => folder.Dispose();

    private async Task<string> RunAsync(string program, string[] arguments, Dictionary<string, string> environment)
    {
        var process = DetachedProcess.Start(program, arguments, environment, folder.PathOf("log"));
        while (!process.HasEnded())
        {
            await Task.Delay(10);
        }

        return await File.ReadAllTextAsync(folder.PathOf("log"));
    }

    [LibraryImport("libc", EntryPoint = "dup")]
    private static partial nint Duplicate(SafeFileHandle descriptor);
}

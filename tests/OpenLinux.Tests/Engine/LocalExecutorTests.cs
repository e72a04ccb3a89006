using System.Diagnostics;
using OpenLinux.Common.Errors;
using OpenLinux.Engine;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Execution;
using OpenLinux.TestKit.Engine;
using OpenLinux.Tests.Common;

namespace OpenLinux.Tests.Engine;

public sealed class LocalExecutorTests : IDisposable
{
    private readonly Workshop workshop = new();

    [Fact]
    public async Task A_step_sees_its_inputs_and_nothing_else()
    {
        workshop.Write("in/plain", "p");
        workshop.Write("in/tool", "t");
        File.SetUnixFileMode(Path.Combine(workshop.Checkout, "in/tool"), (UnixFileMode)Convert.ToInt32("0700", 8));
        File.CreateSymbolicLink(Path.Combine(workshop.Checkout, "in/link"), "plain");

        using var services = workshop.Open();
        var outcome = await services.Engine.RunAsync(
            Workshop.Shell("find . -printf '%P %#m %y %l\\n' | sort > out/list", "out/list") with { Inputs = workshop.Tree(services, "in") },
            TestContext.Current.CancellationToken);

        (await Workshop.TextOf(services, outcome, "out/list")).Split('\n').Should().Contain(
            ["in/plain 0644 f ", "in/tool 0755 f ", "in/link 0777 l plain"]).And.NotContain(line => line.Contains("checkout"));
    }

    [Fact]
    public async Task A_build_system_that_cannot_quote_its_own_folder_works_in_a_cache_whose_path_has_a_blank()
    {
        using var blank = new Workshop("my cache");
        blank.Write("in/Makefile", "$(CURDIR)/made: $(CURDIR)/in/Makefile\n\techo whole > $(CURDIR)/made\n");
        using var services = blank.Open();

        var outcome = await services.Engine.RunAsync(
            Workshop.Shell("make -sf in/Makefile", "made") with { Inputs = blank.Tree(services, "in") }, TestContext.Current.CancellationToken);

        (await Workshop.TextOf(services, outcome, "made")).Should().Be("whole\n");
    }

    [Fact]
    public async Task A_subtree_known_by_digest_alone_is_laid_out_whole()
    {
        using var services = workshop.Open();
        var blob = await services.Store.PutAsync("deep"u8.ToArray());
        var subtree = MerkleTree.Of(FileTree.Empty.With("a/b", new FileNode(blob)));
        await subtree.StoreAsync(services.Store);

        var outcome = await services.Engine.RunAsync(
            Workshop.Shell("cp usr/a/b out", "out") with { Inputs = FileTree.Empty.With("usr", new SubtreeNode(subtree.RootDigest)) },
            TestContext.Current.CancellationToken);

        (await Workshop.TextOf(services, outcome, "out")).Should().Be("deep");
    }

    [Fact]
    public async Task A_folder_is_an_output_with_links_modes_and_empty_folders_whatever_the_umask()
    {
        using var services = workshop.Open();
        const string script = "umask 077; mkdir -p d/empty d/tmp; echo x > d/x; cp d/x d/s; chmod 4755 d/s; ln -s x d/l; chmod 1777 d/tmp; chmod 700 d";

        var outcome = await services.Engine.RunAsync(Workshop.Shell(script, "d"), TestContext.Current.CancellationToken);

        var content = Digest.OfUtf8("x\n");
        outcome.Outputs.Nodes.Should().Equal(new Dictionary<string, TreeNode>
        {
            ["d/empty"] = new DirectoryNode(),
            ["d/l"] = new SymlinkNode("x"),
            ["d/s"] = new FileNode(content, Convert.ToInt32("4755", 8)),
            ["d/tmp"] = new DirectoryNode(Convert.ToInt32("1777", 8)),
            ["d/x"] = new FileNode(content),
        });
    }

    [Fact]
    public async Task A_failed_step_can_be_repeated_by_the_command_in_its_fix()
    {
        workshop.Write("src/it's.c", "int main(void) { return missing; }\n");
        using var services = workshop.Open();
        var spec = Workshop.Shell("unused") with
        {
            Mnemonic = "CcCompile",
            Label = "src/it's.c",
            Arguments = ["clang", "-c", "src/it's.c", "-o", "out/a.o", "-DTEXT=\"two words\""],
            Environment = new Dictionary<string, string>(Workshop.PathOnly) { ["NOTE"] = "it's $HOME" },
            Inputs = workshop.Tree(services, "src"),
            Outputs = ["out/a.o"],
        };

        var run = () => services.Engine.RunAsync(spec, TestContext.Current.CancellationToken);

        var failure = (await run.Should().ThrowAsync<ActionFailedException>()).Which;
        failure.Code.Should().Be(EngineErrors.ActionFailed);
        failure.Subject.Should().Be("src/it's.c");
        failure.Cause.Should().Contain("use of undeclared identifier 'missing'").And.Contain("exit code 1");
        failure.Fix.Should().EndWith("to repeat just this step: ./build.sh --repeat");
        failure.RepeatCommand.Should().Contain(workshop.Failed + "/CcCompile-").And.Contain("'NOTE=it'\\''s $HOME'");
        var again = await ShAsync(failure.RepeatCommand!);
        again.ExitCode.Should().Be(1);
        again.Stderr.Should().Contain("use of undeclared identifier 'missing'");
    }

    [Fact]
    public async Task Where_stderr_is_empty_stdout_is_the_cause()
    {
        var run = () => workshop.RunAsync(_ => Workshop.Shell("echo said on stdout; exit 3", "out"));

        (await run.Should().ThrowAsync<ActionFailedException>()).Which.Cause.Should().Contain("said on stdout").And.Contain("code 3");
    }

    [Fact]
    public async Task What_a_failed_step_says_of_its_own_folder_names_the_folder_that_was_kept()
    {
        var run = () => workshop.RunAsync(_ => Workshop.Shell("echo why > config.log; echo \"configure: error: see $PWD/config.log\" >&2; exit 1", "out"));

        var cause = (await run.Should().ThrowAsync<ActionFailedException>()).Which.Cause;

        var log = cause[(cause.IndexOf("see ", StringComparison.Ordinal) + 4)..];
        log.Should().StartWith(workshop.Failed);
        File.ReadAllText(log).Should().Be("why\n");
    }

    [Fact]
    public async Task Failures_of_an_earlier_build_are_forgotten_by_the_next_that_runs_something()
    {
        await FluentActions.Awaiting(() => workshop.RunAsync(_ => Workshop.Shell("exit 1", "out")))
            .Should().ThrowAsync<ActionFailedException>();
        Directory.EnumerateDirectories(workshop.Failed).Should().ContainSingle();

        await workshop.RunAsync(_ => Workshop.Shell("echo fine > out", "out"));

        Directory.Exists(workshop.Failed).Should().BeFalse();
    }

    [Fact]
    public async Task A_full_disk_under_a_tool_is_not_the_tools_failure()
    {
        var run = () => workshop.RunAsync(_ => Workshop.Shell("cat /bin/sh > /dev/full", "out"));

        (await run.Should().ThrowAsync<BuildException>()).Which.Code.Should().Be(CommonErrors.DiskFull);
    }

    [Fact]
    public async Task An_output_that_was_not_made_is_named()
    {
        var run = () => workshop.RunAsync(_ => Workshop.Shell("true", "lib/libc.a"));

        var failure = (await run.Should().ThrowAsync<BuildException>()).Which;
        failure.Code.Should().Be(EngineErrors.OutputMissing);
        failure.Cause.Should().Contain("lib/libc.a");
    }

    [Fact]
    public async Task A_tool_that_is_not_on_the_steps_path_is_named()
    {
        var run = () => workshop.RunAsync(_ => Workshop.Shell("", "out") with { Arguments = ["no-such-compiler"] });

        (await run.Should().ThrowAsync<BuildException>()).Which.Code.Should().Be(CommonErrors.ToolMissing);
    }

    [Fact]
    public async Task Cancelling_ends_even_a_daemonised_grandchild_and_removes_the_folder()
    {
        using var services = workshop.Open();
        using var cancellation = new CancellationTokenSource();
        var pidFile = Path.Combine(workshop.Root, "pid");
        var script = $"(setsid sleep 1000 >/dev/null 2>&1 & echo $! > {pidFile}.new; mv {pidFile}.new {pidFile}); sleep 1000";
        var run = services.Engine.RunAsync(Workshop.Shell(script, "out"), cancellation.Token);
        var grandchild = await ProcessLauncherTests.PidIn(pidFile);

        await cancellation.CancelAsync();

        await run.Invoking(it => it).Should().ThrowAsync<OperationCanceledException>();
        ProcessLauncherTests.IsAlive(grandchild).Should().BeFalse();
        Directory.EnumerateDirectories(Path.Combine(workshop.Cache, "tmp")).SelectMany(Directory.EnumerateDirectories)
            .Should().BeEmpty();
    }

    public void Dispose() => workshop.Dispose();

    private static async Task<(int ExitCode, string Stderr)> ShAsync(string command)
    {
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", command]) { RedirectStandardError = true })!;
        var stderr = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, stderr);
    }
}

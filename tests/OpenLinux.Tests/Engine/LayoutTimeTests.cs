using System.Globalization;
using OpenLinux.Engine.Building;
using OpenLinux.Engine.Content;
using OpenLinux.TestKit.Engine;

namespace OpenLinux.Tests.Engine;

/// <summary>What a step's inputs say of their age, to a tool that asks.</summary>
public sealed class LayoutTimeTests : IDisposable
{
    private readonly Workshop workshop = new();

    public void Dispose() => workshop.Dispose();

    [Fact]
    public async Task Files_links_and_folders_are_of_one_time_and_that_is_past()
    {
        using var services = workshop.Open();
        var large = new FileNode(await services.Store.PutAsync(new byte[100_000]));
        var inputs = FileTree.Empty
            .With("a/deep/file", await FileAsync(services, "file"))
            .With("a/program", await FileAsync(services, "program", FileNode.Executable))
            .With("a/setuid", await FileAsync(services, "setuid", 0b100_111_101_101))
            .With("a/large", large)
            .With("a/link", new SymlinkNode("nowhere"))
            .With("b/empty", new DirectoryNode())
            .With("c/closed", new DirectoryNode(0b101_101_101))
            .With("c/closed/file", await FileAsync(services, "closed"));

        // A variable, as a file that the shell makes would change the folder's time before find sees it.
        var outcome = await services.Engine.RunAsync(
            Workshop.Shell("times=$(find . -printf '%T@\\n' | sort -u); echo \"$times\" > out/times", "out/times") with { Inputs = inputs },
            TestContext.Current.CancellationToken);

        var time = (await Workshop.TextOf(services, outcome, "out/times")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().ContainSingle().Subject;
        DateTimeOffset.FromUnixTimeSeconds((long)double.Parse(time, CultureInfo.InvariantCulture)).Should().BeBefore(DateTimeOffset.UtcNow.AddYears(-20));
    }

    /// <summary>In an archive's order some are written long after others: those that a release has made from the later ones looked older.</summary>
    [Fact]
    public async Task Nothing_that_a_release_ships_ready_made_looks_out_of_date()
    {
        workshop.Write("src/Makefile", """
            all: Makefile.in configure config.h.in
            aclocal.m4: configure.ac m4
            	aclocal-1.16
            configure: configure.ac aclocal.m4 m4/zz.m4
            	autoconf
            config.h.in: configure.ac aclocal.m4
            	autoheader
            Makefile.in: zz/Makefile.am configure
            	automake-1.16

            """);
        foreach (var name in (string[])["aclocal.m4", "configure", "configure.ac", "config.h.in", "Makefile.in", "m4/zz.m4", "zz/Makefile.am"])
        {
            workshop.Write($"src/{name}", name);
        }

        for (var index = 0; index < 600; index++)
        {
            workshop.Write($"src/b/{index}.c", $"int x{index};");
        }

        var outcome = await workshop.RunAsync(services =>
            Workshop.Shell("make -s -C src all && echo nothing was remade > out", "out") with { Inputs = workshop.Tree(services, "src") });

        outcome.Outputs.Nodes.Should().ContainKey("out");
    }

    private static async Task<FileNode> FileAsync(EngineServices services, string content, int mode = FileNode.Regular) =>
        new(await services.Store.PutAsync(System.Text.Encoding.UTF8.GetBytes(content)), mode);
}

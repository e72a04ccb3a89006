using OpenLinux.Common.Files;
using OpenLinux.Host.Unchanged;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Host;

namespace OpenLinux.Tests.Host;

/// <summary>What the native front takes for unchanged, and which edits it sees. The front is the real one.</summary>
public sealed class FrontTests : IDisposable
{
    private static readonly Dictionary<string, string> NoEnvironment = [];

    private readonly FrontFolder front = new();
    private readonly TestFolder tree = new();

    public FrontTests()
    {
        tree.Write("a/one.c", "int one;");
        tree.Write("a/two.c", "int two;");
        tree.Write("a/deep/er/three.c", "int three;");
        Directory.CreateDirectory(tree.PathOf("empty"));
        File.CreateSymbolicLink(tree.PathOf("link"), "a/one.c");
    }

    public void Dispose()
    {
        front.Dispose();
        tree.Dispose();
    }

    [Fact]
    public async Task Where_nothing_changed_it_says_what_was_said()
    {
        RememberTree();

        (await front.HoldsAsync()).Should().BeTrue();
    }

    public static TheoryData<string, string> Edits => new()
    {
        { "other content", "printf 'int own;' >a/one.c" },
        { "other content of that size, and the old time put back", "touch -r a/one.c stamp && printf 'int own;' >a/one.c && touch -r stamp a/one.c && rm stamp && touch -d '2020-01-01' ." },
        { "an older file moved into its place", "cp -p a/two.c old && touch -d '2001-01-01' old && mv old a/one.c" },
        { "two files exchanged", "mv a/one.c x && mv a/two.c a/one.c && mv x a/two.c" },
        { "appended to", "printf ' ' >>a/deep/er/three.c" },
        { "cut short", "truncate -s 3 a/two.c" },
        { "emptied and filled again", "cp a/two.c x && : >a/two.c && cat x >a/two.c && rm x" },
        { "another mode", "chmod +x a/one.c" },
        { "a file more", "printf x >empty/new" },
        { "a folder more", "mkdir a/deep/new" },
        { "a file less", "rm a/two.c" },
        { "a file renamed", "mv a/two.c a/too.c" },
        { "a link to somewhere else", "ln -sfn a/two.c link" },
        { "a link instead of a file", "cp a/one.c other && ln -sf ../other a/one.c" },
        { "a link instead of a folder", "mv a/deep elsewhere && ln -s ../elsewhere a/deep" },
        { "a folder gone", "rm -r empty" },
        { "edited by another name", "ln a/one.c x && printf 'int own;' >x && rm x" },
        { "all of it gone", "rm -r a" },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public async Task It_sees(string edit, string script)
    {
        RememberTree();

        Shell(script);

        (await front.HoldsAsync()).Should().BeFalse(edit);
    }

    [Fact]
    public async Task What_is_left_out_may_change()
    {
        front.Remember(facts => facts.Tree(tree.Path, path => path == tree.PathOf("a"))).Should().BeNull();

        Shell("rm -r a/deep && printf x >a/one.c");

        (await front.HoldsAsync()).Should().BeTrue();
    }

    [Theory]
    [InlineData("printf x >absent")]
    [InlineData("mkdir absent")]
    [InlineData("ln -s a absent")]
    public async Task What_was_absent_must_stay_absent(string script)
    {
        front.Remember(facts => facts.Path(tree.PathOf("absent"))).Should().BeNull();
        (await front.HoldsAsync()).Should().BeTrue();

        Shell(script);

        (await front.HoldsAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task What_is_absent_together_with_its_folder_may_come_with_it()
    {
        front.Remember(facts => facts.Path(tree.PathOf("a/one.c/below/it"))).Should().BeNull("a file is no folder");
        front.Remember(facts => facts.Path(tree.PathOf("no/such/file"))).Should().BeNull();
        (await front.HoldsAsync()).Should().BeTrue();

        tree.Write("no/such/file", "");

        (await front.HoldsAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_path_is_what_it_leads_to()
    {
        front.Remember(facts => facts.Path(tree.PathOf("link"))).Should().BeNull();
        Shell("printf 'int own;' >a/one.c");

        (await front.HoldsAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_folder_that_may_change_must_stay_the_one_it_is()
    {
        front.Remember(facts => facts.Identity(tree.PathOf("a"))).Should().BeNull();
        Shell("printf x >a/more");
        (await front.HoldsAsync()).Should().BeTrue();

        Shell("cp -r a b && rm -r a && mv b a");

        (await front.HoldsAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_file_of_the_kernels_is_its_text()
    {
        front.Remember(facts => facts.Content(tree.PathOf("a/one.c")), oldest: 0).Should().BeNull("its times are of no account");
        Shell("touch a/one.c");
        (await front.HoldsAsync()).Should().BeTrue();

        Shell("printf 'int one;\n' >a/one.c");

        (await front.HoldsAsync()).Should().BeFalse();
    }

    [Theory]
    [InlineData("printf 'int own;' >a/one.c")]
    [InlineData("touch -d '2020-01-01' a/one.c")]
    [InlineData("touch -h link")]
    [InlineData("mkdir empty/new")]
    public async Task What_is_as_new_as_the_run_is_never_remembered(string script)
    {
        var started = FrontFolder.Now();
        FrontFolder.PassTick();
        Shell(script);

        front.Remember(facts => facts.Tree(tree.Path), started).Should().Contain("is as new as this run");
        (await front.HoldsAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_name_that_is_not_UTF_8_is_never_remembered()
    {
        Shell("printf x >\"$(printf 'a/\\351')\"");

        front.Remember(facts => facts.Tree(tree.Path)).Should().NotBeNull();
        (await front.HoldsAsync()).Should().BeFalse();
        Shell("rm -r a");
    }

    [Theory]
    [InlineData("/usr", false)]
    [InlineData("a", true)]
    [InlineData("a/one.c", true)]
    [InlineData("nowhere", true)]
    public void A_link_may_lead_to_a_folder_within_alone(string target, bool isFine)
    {
        File.CreateSymbolicLink(tree.PathOf("way"), target);

        (front.Remember(facts => facts.Tree(tree.Path, isFollowed: _ => true)) is null).Should().Be(isFine);
        front.Remember(facts => facts.Tree(tree.Path)).Should().BeNull("nobody follows it");
    }

    [Theory]
    [InlineData(true, "--target=Rootfs", "--arch=x86_64")]
    [InlineData(false, "--target=Rootfs")]
    [InlineData(false, "--target=Rootfs", "--arch=x86_64", "--explain")]
    [InlineData(false, "--arch=x86_64", "--target=Rootfs")]
    [InlineData(false, "--target=Rootfs", "--arch=x86_6", "4")]
    public async Task Arguments_count_in_their_order(bool isSame, params string[] arguments)
    {
        front.Remember(NoteArguments, "--target=Rootfs", "--arch=x86_64").Should().BeNull();

        (await front.HoldsAsync(arguments)).Should().Be(isSame);

        void NoteArguments(FactSheet facts)
        {
            facts.File.Add(FactFile.Kind.Argument, "--target=Rootfs");
            facts.File.Add(FactFile.Kind.Argument, "--arch=x86_64");
        }
    }

    [Fact]
    public async Task Facts_of_other_arguments_are_not_mistaken_for_ones_of_these()
    {
        var facts = new FactFile();
        facts.Add(FactFile.Kind.Argument, "--target=Docker");
        facts.Add(FactFile.Kind.FolderOfCall, "/");
        front.Write(facts, DateTimeOffset.UtcNow, "--target=Rootfs");

        (await front.HoldsAsync("--target=Rootfs")).Should().BeFalse("the name is only a hash");
    }

    [Theory]
    [InlineData(true, "A=1", "B=2")]
    [InlineData(true, "B=2", "A=1", "SHLVL=7")]
    [InlineData(false, "A=1")]
    [InlineData(false, "A=1", "B=3")]
    [InlineData(false, "A=1", "B=2", "C=3")]
    [InlineData(false, "A=1", "B=2", "SHLVLS=7")]
    public async Task Every_variable_counts_but_those_that_are_ignored(bool isSame, params string[] variables)
    {
        front.Remember(facts =>
        {
            facts.File.Add(FactFile.Kind.Ignored, "SHLVL");
            facts.File.Add(FactFile.Kind.Variable, "A=1");
            facts.File.Add(FactFile.Kind.Variable, "B=2");
        }).Should().BeNull();

        var result = await front.RunAsync(variables.Select(variable => variable.Split('=')).ToDictionary(parts => parts[0], parts => parts[1]));

        (result.ExitCode == 0).Should().Be(isSame);
    }

    [Fact]
    public async Task The_user_counts()
    {
        front.Remember(facts => facts.File.Add(FactFile.Kind.User, ThisUser.Effective, ThisUser.Real)).Should().BeNull();
        (await front.HoldsAsync()).Should().BeTrue();

        front.Remember(facts => facts.File.Add(FactFile.Kind.User, ThisUser.Effective + 1, ThisUser.Real)).Should().BeNull();

        (await front.HoldsAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task While_another_build_of_the_checkout_runs_the_host_decides()
    {
        var path = tree.PathOf("a/lock");
        front.Remember(facts => facts.File.Add(FactFile.Kind.Free, path)).Should().BeNull();
        (await front.HoldsAsync()).Should().BeTrue("nobody has made it");

        using (FileLock.TryTake(path))
        {
            (await front.HoldsAsync()).Should().BeFalse();
        }

        (await front.HoldsAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task Both_streams_get_their_own()
    {
        var facts = new FactFile();
        facts.AddOutput(1, "out\n"u8);
        facts.AddOutput(2, "warning\n"u8);
        facts.AddOutput(1, "more\n"u8);
        front.Write(facts, DateTimeOffset.UtcNow);

        var result = await front.RunAsync(NoEnvironment);

        (result.Stdout, result.Stderr).Should().Be(("out\nmore\n", "warning\n"));
    }

    [Theory]
    [InlineData(-120)]
    [InlineData(60)]
    public async Task Facts_of_another_time_are_not_used(int seconds)
    {
        front.Write(new FactFile(), DateTimeOffset.UtcNow.AddSeconds(seconds));

        (await front.HoldsAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task Damaged_facts_are_not_used_wherever_the_damage_is()
    {
        var facts = new FactFile();
        facts.Add(FactFile.Kind.Absent, tree.PathOf("absent"));
        facts.AddOutput(1, "nothing to do\n"u8);
        var path = front.Write(facts, DateTimeOffset.UtcNow);
        var whole = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        (await front.HoldsAsync()).Should().BeTrue();

        for (var at = 0; at < whole.Length; at += 5)
        {
            byte[] damaged = [.. whole];
            damaged[at] ^= 0x10;
            await File.WriteAllBytesAsync(path, damaged, TestContext.Current.CancellationToken);
            (await front.HoldsAsync()).Should().BeFalse("byte {0} is another", at);
        }

        foreach (var length in new[] { 0, 7, 39, 40, whole.Length - 8, whole.Length - 1 })
        {
            await File.WriteAllBytesAsync(path, whole[..length], TestContext.Current.CancellationToken);
            (await front.HoldsAsync()).Should().BeFalse("{0} bytes are left", length);
        }
    }

    [Fact]
    public async Task Facts_that_it_does_not_know_are_not_taken_for_true()
    {
        var facts = new FactFile();
        facts.Add((FactFile.Kind)99, "of a later version");
        front.Write(facts, DateTimeOffset.UtcNow);

        (await front.HoldsAsync()).Should().BeFalse();
    }

    private void RememberTree() => front.Remember(facts => facts.Tree(tree.Path)).Should().BeNull();

    private void Shell(string script) => Tool.Run("sh", ["-c", script], tree.Path);
}

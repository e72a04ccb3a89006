using OpenLinux.Common.Files;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Checkouts;

namespace OpenLinux.EndToEnd;

/// <summary>A run with nothing to do, as the native front tells it from any other; each answer is held against the host's own.</summary>
[Collection(EndToEndGroup.Name)]
public sealed class UnchangedRunTests(BuiltFixture built, EditedCheckout edited) : IClassFixture<EditedCheckout>, IDisposable
{
    private static readonly string[] Docker = ["--target=Docker", "--arch=x86_64"];

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("--target=Docker")]
    [InlineData("--target=Docker", "--docker-mode=build")]
    [InlineData("--target=Docker", "--docker-mode=load")]
    [InlineData("--target=Compile")]
    [InlineData("--target=Oci", "--verbosity=minimal")]
    [InlineData("--target=Inspect", "--target=Sysroot", "--verbosity=quiet")]
    public async Task The_front_says_what_the_host_says(params string[] arguments)
    {
        string[] all = [.. arguments, "--arch=x86_64"];
        await built.Checkout.RememberAsync(all);

        var front = await built.Checkout.AskFrontAsync(all);

        front.Should().Be((await built.Checkout.RunAsync(all)).Succeeded());
        front!.Stdout.Split('\n').Should().HaveCount(arguments.Contains("--verbosity=quiet") ? 1 : 3, "two lines say that all is up to date");
        front.Stderr.Should().BeEmpty();
    }

    [Theory]
    [InlineData("--target=Docker", "--explain")]
    [InlineData("--target=Docker", "--no-fast-path")]
    [InlineData("--target=Docker", "--verbosity=verbose")]
    [InlineData("--target=Images")]
    [InlineData("--target=Doctor")]
    [InlineData("--target=Docker", "--dryrun")]
    [InlineData("--tree")]
    public async Task Of_some_runs_nothing_is_remembered(params string[] arguments)
    {
        for (var run = 0; run < 2; run++)
        {
            (await built.Checkout.RunAsync(arguments)).Succeeded();
        }

        (await built.Checkout.AskFrontAsync(arguments)).Should().BeNull();
    }

    public static TheoryData<string> Edits =>
    [
        "printf 'welcome\\n' >src/rootfs/etc/motd",
        "touch -r src/rootfs/etc/passwd stamp && sed -i s/root:x/toor:x/ src/rootfs/etc/passwd && touch -r stamp src/rootfs/etc/passwd && rm stamp",
        "touch src/bin/init/new.h",
        "mv src/rootfs/etc/hosts x && cp x src/rootfs/etc/hosts && rm x",
        "echo '# seen' >>config/openlinux.toml",
        "echo '# seen' >>Dockerfile",
        "touch untracked",
        "git -c user.name=Test -c user.email=test@example.org commit -q --allow-empty -m Nothing",
        "git checkout -q -b other",
        "touch .git/index",
        "printf '*.o\\n' >.git/info/exclude",
        "git config core.autocrlf input",
        "git tag seen && git pack-refs --all",
        "truncate -s -1 build/x86_64/openlinux-1.0.0-alpha-x86_64-rootfs.tar.gz",
        "rm build/x86_64/openlinux-1.0.0-alpha-x86_64-rootfs.tar.gz.sha256",
        "rm build/x86_64/sysroot/usr/include/stdio.h",
        "touch build/x86_64/sysroot/stale",
        "chmod u+w,o+w build/x86_64/compile_commands.json",
        "rm -r build/x86_64",
        "docker rmi $IMAGE",
        "tar -cf - Dockerfile | docker import - $IMAGE",
        "docker tag $IMAGE $IMAGE-mine",
        "rm -r .cache/unchanged",
    ];

    /// <summary>One after the other in one checkout: before each, the front says that there is nothing to do.</summary>
    [Theory]
    [MemberData(nameof(Edits))]
    public Task The_front_sees(string edit) => SeesAsync(edited.Checkout, built.Cache, edit);

    /// <param name="undo">What spares the run after it all the compiles that there are.</param>
    [Theory]
    [InlineData("docker rmi $IMAGE-$(git rev-parse --short=12 HEAD)", "true")]
    [InlineData("mv $CACHE/ac $CACHE/ac.away && mkdir $CACHE/ac", "rmdir $CACHE/ac && mv $CACHE/ac.away $CACHE/ac")]
    [InlineData("rm $(find $CACHE/cas -type f | head -n 1)", "true")]
    public async Task The_front_sees_in_a_clean_checkout_with_a_cache_of_its_own(string edit, string undo)
    {
        var cache = folder.PathOf("cache");
        await PoisonedCache.LinkAsync(built.Cache, cache);
        await using var checkout = await Checkout.CreateAsync(cache);

        await SeesAsync(checkout, cache, edit, undo);
    }

    [Theory]
    [InlineData("echo 'int two;' >lib/x/two.c")]
    [InlineData("touch -r lib/x/one.c stamp && echo 'int own;' >lib/x/one.c && touch -r stamp lib/x/one.c && rm stamp")]
    [InlineData("rm lib/x/deep/one.h")]
    [InlineData("mkdir -p bin/x")]
    public async Task The_front_sees_an_edit_of_a_source_tree_elsewhere(string edit)
    {
        folder.Write("tree/lib/x/one.c", "int one;\n");
        folder.Write("tree/lib/x/deep/one.h", "\n");
        await using var checkout = await built.NewCheckoutAsync();
        checkout.Write("src/lib/x/recipe.toml", $"[source]\npath = \"{folder.PathOf("tree")}\"\nfolder = \"lib/x\"\n");
        checkout.Write("src/bin/recipe.toml", $"[source]\npath = \"{folder.PathOf("tree")}\"\nfolder = \"bin/{{name}}\"\n");
        string[] arguments = ["--target=Compile", "--arch=x86_64", "--components=x"];
        await checkout.RememberAsync(arguments);

        await Command.OutputAsync("sh", ["-ec", edit], folder.PathOf("tree"));

        (await checkout.AskFrontAsync(arguments)).Should().BeNull();
    }

    [Fact]
    public async Task The_front_sees_what_comes_to_stand_on_the_search_path()
    {
        Directory.CreateDirectory(folder.PathOf("first"));
        var environment = new Dictionary<string, string?> { ["PATH"] = $"{folder.PathOf("first")}:{Environment.GetEnvironmentVariable("PATH")}" };
        await using var checkout = await built.NewCheckoutAsync();
        await checkout.RememberAsync(environment, Docker);
        (await checkout.AskFrontAsync(environment, Docker)).Should().NotBeNull();
        (await checkout.AskFrontAsync(Docker)).Should().BeNull("PATH is another");

        folder.WriteProgram("first/make", "exec /usr/bin/make \"$@\"");

        (await checkout.AskFrontAsync(environment, Docker)).Should().BeNull();
    }

    [Theory]
    [InlineData("SOURCE_DATE_EPOCH", "1")]
    [InlineData("NO_COLOR", "1")]
    [InlineData("UNHEARD_OF", "")]
    public async Task The_front_sees_a_variable(string name, string value)
    {
        await built.Checkout.RememberAsync(Docker);

        (await built.Checkout.AskFrontAsync(new Dictionary<string, string?> { [name] = value }, Docker)).Should().BeNull();
    }

    [Fact]
    public async Task While_another_build_holds_the_checkout_the_host_waits_for_it()
    {
        await built.Checkout.RememberAsync(Docker);

        using (FileLock.TryTake(built.Checkout.PathOf(".cache/lock")))
        {
            (await built.Checkout.AskFrontAsync(Docker)).Should().BeNull();
        }

        (await built.Checkout.AskFrontAsync(Docker)).Should().NotBeNull();
    }

    private static async Task SeesAsync(Checkout checkout, string cache, string edit, string undo = "true")
    {
        await checkout.RememberAsync(Docker);
        var image = $"{checkout.Repository}:1.0.0-alpha-x86_64";

        await DoAsync(edit);

        (await checkout.AskFrontAsync(Docker)).Should().BeNull();
        await DoAsync(undo);
        (await checkout.RunAsync(Docker)).Succeeded();

        Task DoAsync(string command) => Command.OutputAsync("env", [$"IMAGE={image}", $"CACHE={cache}", "sh", "-ec", command], checkout.Root);
    }
}

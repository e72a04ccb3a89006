using OpenLinux.Common.Errors;
using OpenLinux.Configuration.Loading;
using OpenLinux.Configuration.Problems;
using OpenLinux.TestKit;
using OpenLinux.Userland;
using OpenLinux.Userland.Recipes;

namespace OpenLinux.Tests.Userland;

public sealed class ComponentCatalogTests : IDisposable
{
    private const string Upstream = """
        kind = "upstream"
        version = "1.2.5"
        licence = "MIT"
        sha256 = "a9a118bbe84d8764da0ea0d28b3ab3fae8477fc7e4085d90102b8596fc7c75e4"
        urls = ["https://example.org/releases/musl-1.2.5.tar.gz", "https://mirror.example/musl.tgz?v=1"]
        debian = "musl"
        depends = []
        config = ["musl.config"]
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("openlinux-src-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Components_are_found_among_libraries_and_programs_in_the_configurations_order()
    {
        Add("lib/musl").Add("bin/init").Add("lib/unused");

        var components = Load("musl", "init");

        components.Select(component => component.SourcePath).Should().Equal("src/lib/musl", "src/bin/init");
        components.Select(component => component.IsLibrary).Should().Equal(true, false);
        components[1].Folder.Should().Be(Path.Combine(folder, "bin", "init"));
    }

    [Fact]
    public void Without_a_recipe_a_component_is_in_tree_and_uses_every_library_before_it()
    {
        Add("lib/a").Add("lib/b").Add("bin/p").Add("bin/q").Add("lib/late");

        var components = Load("a", "b", "p", "q", "late");

        components[3].Recipe.Should().Be(InTreeRecipe.Default);
        components[3].Dependencies.Select(component => component.Name).Should().Equal("a", "b");
        components[0].Dependencies.Should().BeEmpty();
    }

    [Fact]
    public void An_in_tree_recipe_is_read()
    {
        Add("lib/musl").Add("lib/extra").Add("bin/init", """
            version = "0.1"
            licence = "MIT"
            depends = ["musl"]
            install = "sbin/init"
            cflags = ["-Wall"]
            ldflags = ["-s"]
            """);

        var init = Load("musl", "extra", "init")[2];

        init.Recipe.Should().BeEquivalentTo(new InTreeRecipe("0.1", "MIT", ["musl"], "sbin/init", ["-Wall"], ["-s"]));
        init.Dependencies.Select(component => component.Name).Should().Equal("musl");
    }

    [Fact]
    public void An_upstream_recipe_is_read()
    {
        Add("lib/musl", Upstream);

        var recipe = Load("musl")[0].Recipe.Should().BeOfType<UpstreamRecipe>().Which;

        recipe.Version.Should().Be("1.2.5");
        recipe.ConfigFiles.Should().Equal("musl.config");
        recipe.Source.Name.Should().Be("musl-1.2.5.tar.gz");
        recipe.Source.Sha256.Should().StartWith("a9a118bb");
        recipe.Source.Urls.Should().HaveCount(2);
        recipe.Source.DebianPackage.Should().Be("musl");
    }

    [Fact]
    public void A_system_recipe_is_read()
    {
        Add("lib/kernel-headers", """
            kind = "system"
            licence = "GPL-2.0-only"
            [version]
            header = "usr/include/linux/version.h"
            macros = ["LINUX_VERSION_MAJOR"]
            [[files]]
            to = "usr/include/linux"
            from = ["/usr/include/linux"]
            [[files]]
            to = "usr/include/asm"
            from = ["/usr/include/{arch}-linux-gnu/asm"]
            native = ["/usr/include/asm"]
            """);

        var recipe = Load("kernel-headers")[0].Recipe.Should().BeOfType<SystemRecipe>().Which;

        recipe.Version.Should().BeEquivalentTo(new HeaderVersion("usr/include/linux/version.h", ["LINUX_VERSION_MAJOR"]));
        recipe.Files.Should().BeEquivalentTo(
            new SystemFiles[]
            {
                new("usr/include/linux", ["/usr/include/linux"], []),
                new("usr/include/asm", ["/usr/include/{arch}-linux-gnu/asm"], ["/usr/include/asm"]),
            });
    }

    [Theory]
    [InlineData("kind = \"upstream\"", "kind = \"upstraem\"", "kind", "in-tree, upstream or system")]
    [InlineData("sha256 = \"a9", "sha256 = \"A9", "sha256", "64 lower-case hexadecimal digits")]
    [InlineData("https://example.org/", "ftp://example.org/", "urls", "http:// or https://")]
    [InlineData("licence = \"MIT\"", "license = \"MIT\"", "license", "did you mean licence?")]
    [InlineData("licence = \"MIT\"", "licence = \"MIT or so\"", "licence", "SPDX licence expression")]
    [InlineData("version = \"1.2.5\"", "", "version", "not there")]
    [InlineData("musl.config", "../musl.config", "config", "a relative path")]
    public void A_wrong_recipe_is_refused_by_file_and_key(string right, string wrong, string key, string expected)
    {
        Add("lib/musl", Upstream.Replace(right, wrong, StringComparison.Ordinal));

        var error = Fail("musl");

        error.Message.Should().MatchRegex($@"recipe\.toml(:\d+)?: {key}").And.Contain(expected);
        error.Code.Id.Should().BeOneOf("OL100", "OL103", "OL104", "OL106");
    }

    [Fact]
    public void Files_of_a_system_recipe_are_checked_each()
    {
        Add("lib/h", "kind = \"system\"\nlicence = \"MIT\"\n[[files]]\nto = \"/usr\"\nform = [\"/x\"]\n");

        Fail("h").Message.Should().Contain("recipe.toml:4: to").And.Contain("did you mean from?").And.Contain("recipe.toml:3: from");
    }

    [Fact]
    public void A_component_without_a_folder_names_the_nearest_folder()
    {
        Add("bin/busybox");

        var error = Fail("busibox");

        error.Code.Should().Be(UserlandErrors.ComponentMissing);
        error.Subject.Should().Be("component busibox");
        error.Fix.Should().Be("did you mean busybox?");
    }

    [Fact]
    public void A_name_that_is_a_library_and_a_program_is_refused()
    {
        Add("lib/z").Add("bin/z");

        Fail("z").Code.Should().Be(UserlandErrors.ComponentAmbiguous);
    }

    [Theory]
    [InlineData("musle", "did you mean musl?")]
    [InlineData("zlib", "list zlib before init")]
    [InlineData("late", "list late before init")]
    [InlineData("init", "take its own name out")]
    [InlineData("back", "init → back → init")]
    public void A_dependency_that_cannot_be_had_is_refused(string dependency, string expected)
    {
        Add("lib/musl").Add("lib/zlib").Add("lib/late", "depends = []").Add("lib/back", "depends = [\"init\"]")
            .Add("bin/init", $"depends = [\"{dependency}\"]");

        var error = Fail("musl", "init", "late", "back");

        error.Code.Should().Be(UserlandErrors.DependencyUnusable);
        error.Subject.Should().Be($"component init: depends on {dependency}");
        error.Message.Should().Contain(expected);
    }

    [Fact]
    public void All_errors_are_told_at_once()
    {
        Add("lib/musl", "knd = \"upstream\"");

        var error = Fail("musl", "nothing", "none");

        error.Code.Should().Be(ConfigurationErrors.Several);
        error.Subject.Should().Be("3 errors");
    }

    [Fact]
    public void Mistakes_of_the_configuration_and_of_recipes_are_told_in_one_round()
    {
        var config = Directory.CreateDirectory(Path.Combine(folder, "config")).FullName;
        Tool.Run("cp", ["-a", Path.Combine(RepositoryRoot.Path, "config") + "/.", config]);
        Add("lib/musl", "knd = \"upstream\"");
        var load = () => ConfigurationLoader.Load(
            config,
            [KeyValuePair.Create("repository", "Nope!"), KeyValuePair.Create("components", "musl"), KeyValuePair.Create("components", "nothing")],
            null,
            (names, problems) => ComponentCatalog.Check(folder, names, problems));

        var error = load.Should().Throw<BuildException>().Which;

        error.Subject.Should().Be("3 errors");
        error.Message.Should().Contain("image.repository").And.Contain("knd").And.Contain("component nothing");
    }

    private ComponentCatalogTests Add(string component, string? recipe = null)
    {
        var folder = Directory.CreateDirectory(Path.Combine(this.folder, component)).FullName;
        if (recipe is not null)
        {
            File.WriteAllText(Path.Combine(folder, "recipe.toml"), recipe + "\n");
        }

        return this;
    }

    private IReadOnlyList<Component> Load(params string[] names) => ComponentCatalog.Load(folder, names);

    private BuildException Fail(params string[] names)
    {
        var load = () => Load(names);
        return load.Should().Throw<BuildException>().Which;
    }
}

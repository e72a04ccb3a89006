using System.Text.Json;
using OpenLinux.Configuration.Keys;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Checkouts;
using OpenLinux.TestKit.Papers;

namespace OpenLinux.EndToEnd;

/// <summary>The papers of a whole build, against the tarball that they are about.</summary>
[Collection(ArtifactGroup.Name)]
public sealed class PapersTests(BuiltFixture built)
{
    private const string Stem = "build/x86_64/openlinux-1.0.0-alpha-x86_64";
    private const string Rootfs = Stem + "-rootfs.tar.gz";
    private const string Spdx = Stem + ".spdx.json";
    private const string CycloneDx = Stem + ".cdx.json";
    private const string Provenance = Stem + ".provenance.json";
    private const string BuildRecord = Stem + ".build-record.json";

    [Fact]
    public void Each_is_valid_by_its_makers_rules()
    {
        PublishedSchemas.Objections(PublishedSchemas.Spdx, Bytes(built.Checkout, Spdx)).Should().BeEmpty();
        PublishedSchemas.Objections(PublishedSchemas.CycloneDx, Bytes(built.Checkout, CycloneDx)).Should().BeEmpty();
        SlsaRules.Objections(Paper(built.Checkout, Provenance)).Should().BeEmpty();
    }

    [Fact]
    public async Task The_files_they_list_are_those_of_the_tarball_bit_for_bit()
    {
        var tarball = await FilesOfAsync(built.Checkout);

        CycloneDxFiles(Paper(built.Checkout, CycloneDx)).Should().BeEquivalentTo(tarball).And.NotBeEmpty();
        SpdxFiles(Paper(built.Checkout, Spdx)).Should().BeEquivalentTo(tarball);
    }

    [Fact]
    public async Task The_digests_they_tell_are_those_of_the_files_beside_them()
    {
        var record = Paper(built.Checkout, BuildRecord);
        var rootfs = record.GetProperty("rootfs");
        var checksums = record.Items("papers").Append(rootfs).Select(file => $"{file.Text("sha256")}  {file.Text("file")}\n");

        await CheckAsync(string.Concat(checksums));

        var layer = await Command.OutputAsync("sh", ["-c", $"gunzip -c {built.Checkout.PathOf(Rootfs)} | sha256sum"]);
        rootfs.Text("diff_id").Should().Be("sha256:" + layer[..64]);
        Paper(built.Checkout, Provenance).Items("subject").Single().GetProperty("digest").Text("sha256").Should().Be(rootfs.Text("sha256"));
    }

    [Fact]
    public async Task A_folders_hash_can_be_taken_again_with_sha256sum()
    {
        var folders = Paper(built.Checkout, Provenance).GetProperty("predicate").GetProperty("buildDefinition").Items("resolvedDependencies")
            .Where(dependency => dependency.Text("name").StartsWith("src/", StringComparison.Ordinal)).ToList();

        folders.Should().HaveCountGreaterThan(4);
        foreach (var folder in folders)
        {
            var hash = await Command.OutputAsync(
                "sh",
                ["-c", "find . -type f | cut -c3- | LC_ALL=C sort | xargs -r -d '\\n' sha256sum | sha256sum | cut -f1 -d' '"],
                built.Checkout.PathOf(folder.Text("name")));
            folder.GetProperty("digest").Text("dirHash").Should().Be(hash.Trim(), folder.Text("name"));
        }
    }

    [Fact]
    public void Every_configured_component_tells_version_licence_source_and_hash()
    {
        var components = Paper(built.Checkout, CycloneDx).Items("components").ToDictionary(component => component.Text("name"));

        components.Keys.Where(TextRules.ComponentName.Accepts).Should().BeEquivalentTo(
            ["kernel-headers", "builtins", "musl", "fortify", "busybox", "init"], "no folder can be called as what is no component");
        foreach (var name in components.Keys.Where(TextRules.ComponentName.Accepts))
        {
            components[name].Text("version").Should().NotBeEmpty();
            components[name].Items("externalReferences").First().Items("hashes").Single().Text("content").Should().HaveLength(64);
            var licence = components[name].Items("licenses").Single().Text("expression");
            LicenceExpression.IsValid(licence).Should().BeTrue(licence);
            licence.Split(' ').Except(["WITH", "AND", "OR"]).Should().NotBeEmpty().And.BeSubsetOf(PublishedSchemas.LicenceIds);
        }
    }

    [Fact]
    public void Nothing_in_them_names_a_folder_of_the_machine()
    {
        string[] names = [built.Checkout.Root, built.Cache, Environment.GetEnvironmentVariable("HOME")! + "/", Path.GetTempPath()];
        foreach (var paper in new[] { Spdx, CycloneDx, Provenance, BuildRecord })
        {
            built.Checkout.ReadAll(paper).Should().NotContainAny(names);
        }
    }

    [Fact]
    public async Task A_commit_changes_what_tells_the_commit_and_nothing_else()
    {
        await using var checkout = await built.NewCheckoutAsync();
        (await checkout.RunAsync("--target=Papers", "--arch=x86_64")).Succeeded();
        var before = new[] { Spdx, CycloneDx, Provenance }.ToDictionary(paper => paper, checkout.ReadAll);
        await checkout.CommitAsync("Nothing");

        var result = (await checkout.RunAsync("--target=Papers", "--arch=x86_64")).Succeeded();

        result.LineOf("Papers").Should().Contain("ran in");
        checkout.ReadAll(Spdx).Should().Be(before[Spdx]);
        checkout.ReadAll(CycloneDx).Should().Be(before[CycloneDx]);
        checkout.ReadAll(Provenance).Should().NotBe(before[Provenance]).And.Contain(await checkout.CommitHashAsync());
        Paper(checkout, BuildRecord).Text("commit").Should().Be(await checkout.CommitHashAsync());
        (await checkout.RunAsync("--target=Papers", "--arch=x86_64")).Succeeded().LineOf("Papers").Should().Contain("cached:");
    }

    [Fact]
    public async Task What_was_asked_for_is_in_the_provenance()
    {
        await using var checkout = await built.NewCheckoutAsync();
        (await checkout.RunAsync(
            new Dictionary<string, string?> { ["SOURCE_DATE_EPOCH"] = "1000000000" },
            "--target=Papers", "--arch=x86_64", "--version=2.0", "--tag=edge", "--papers.builder=https://ci.example.org/x")).Succeeded();

        var predicate = PaperJson.Of(await File.ReadAllBytesAsync(checkout.PathOf("build/x86_64/openlinux-2.0-x86_64.provenance.json"))).GetProperty("predicate");
        predicate.GetProperty("buildDefinition").GetProperty("externalParameters").GetRawText().ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal)
            .Should().Be("""{"architecture":"x86_64","overrides":{"version":["2.0"]},"sourceDateEpoch":1000000000}""");
        predicate.GetProperty("runDetails").GetProperty("builder").Text("id").Should().Be("https://ci.example.org/x");
        checkout.ReadAll("build/x86_64/openlinux-2.0-x86_64.spdx.json").Should().Contain("2001-09-09T01:46:40Z");
    }

    [Fact]
    public async Task The_provenance_of_an_oci_image_names_its_manifest_and_its_id()
    {
        await using var checkout = await built.NewCheckoutAsync();
        (await checkout.RunAsync("--target=Oci", "--arch=x86_64", "--image.workdir=/root")).Succeeded();

        var index = PaperJson.Of(Bytes(checkout, $"{Stem}-oci/index.json")).Items("manifests").Single().Text("digest");
        var manifest = PaperJson.Of(Bytes(checkout, $"{Stem}-oci/blobs/{index.Replace(':', '/')}"));
        var statement = Paper(checkout, Stem + "-oci.provenance.json");

        SlsaRules.Objections(statement).Should().BeEmpty();
        statement.Items("subject").Select(subject => "sha256:" + subject.GetProperty("digest").Text("sha256"))
            .Should().Equal(index, manifest.GetProperty("config").Text("digest"));
        statement.GetProperty("predicate").GetProperty("buildDefinition").GetProperty("externalParameters").GetProperty("overrides")
            .Texts("image.workdir").Should().Equal("/root");
        checkout.ReadAll(Provenance).Should().NotContain("image.workdir", "the tarball does not depend on it");
    }

    [Fact]
    public async Task On_request_the_sboms_lie_in_the_image_and_describe_the_rest_of_it()
    {
        await using var checkout = await built.NewCheckoutAsync();
        (await checkout.RunAsync("--target=Papers", "--arch=x86_64", "--rootfs.sbom=true")).Succeeded();

        var inside = await Command.OutputAsync("tar", ["-xzOf", checkout.PathOf(Rootfs), "usr/share/sbom/openlinux.cdx.json"]);
        var whole = await FilesOfAsync(checkout);
        string[] sboms = ["/usr/share/sbom/openlinux.cdx.json", "/usr/share/sbom/openlinux.spdx.json"];

        CycloneDxFiles(PaperJson.Of(System.Text.Encoding.UTF8.GetBytes(inside))).Should().BeEquivalentTo(whole.Where(file => !sboms.Contains(file.Key)));
        CycloneDxFiles(Paper(checkout, CycloneDx)).Should().BeEquivalentTo(whole).And.ContainKeys(sboms);
        PublishedSchemas.Objections(PublishedSchemas.Spdx, Bytes(checkout, Spdx)).Should().BeEmpty();

        var before = Bytes(checkout, Rootfs);
        await checkout.CommitAsync("Nothing");
        (await checkout.RunAsync("--target=Papers", "--arch=x86_64", "--rootfs.sbom=true")).Succeeded().LineOf("Rootfs").Should().Contain("cached:");
        Bytes(checkout, Rootfs).Should().Equal(before);
    }

    [Fact]
    public async Task A_file_that_nobody_built_fails_the_build_before_there_is_an_image()
    {
        using var cache = await PoisonAsync("printf evil > bin/backdoor; chmod 755 bin/backdoor");
        await using var checkout = await Checkout.CreateAsync(cache.Path);

        (await checkout.RunAsync("--target=Docker", "--arch=x86_64")).FailedWith("OL440").Stderr.Should().Contain("/bin/backdoor");

        (await checkout.ReferencesAsync()).Should().BeEmpty();
        File.Exists(checkout.PathOf(Spdx)).Should().BeFalse();
    }

    [Theory]
    [InlineData("printf x >> etc/profile", "/etc/profile")]
    [InlineData("rm etc/rc", "/etc/rc")]
    [InlineData("ln -sf ../tmp/sh bin/sh; ln -sf /bin/busybox tmp/sh", "/bin/sh")]
    [InlineData("chmod 711 root", "/root")]
    public async Task A_file_that_was_changed_after_it_was_built_fails_the_build(string change, string path)
    {
        using var cache = await PoisonAsync(change);
        await using var checkout = await Checkout.CreateAsync(cache.Path);

        var run = await checkout.RunAsync("--target=Papers", "--arch=x86_64");

        run.ExitCode.Should().Be(1);
        run.Stderr.Should().MatchRegex($"Error: OL44[01]: .*: {path}\n");
    }

    /// <summary>In a small tree, as all that there is of it runs again.</summary>
    [Fact]
    public async Task The_fix_it_names_brings_the_cache_in_order()
    {
        await using var clean = await SmallAsync(built.Cache);
        (await clean.RunAsync("--target=Papers", "--arch=x86_64")).Succeeded();
        using var cache = await PoisonAsync(clean, "printf evil > bin/backdoor");
        await using var checkout = await SmallAsync(cache.Path);
        (await checkout.RunAsync("--target=Papers", "--arch=x86_64")).FailedWith("OL440").Stderr.Should().Contain("--no-cache");

        (await checkout.RunAsync("--target=Papers", "--arch=x86_64", "--no-cache")).Succeeded();

        Bytes(checkout, Rootfs).Should().Equal(Bytes(clean, Rootfs));
        (await checkout.RunAsync("--target=Papers", "--arch=x86_64")).Succeeded();
    }

    [Fact]
    public async Task A_paper_that_cannot_be_written()
    {
        await using var checkout = await built.NewCheckoutAsync();
        Directory.CreateDirectory(checkout.PathOf(Spdx));

        (await checkout.RunAsync("--target=Papers", "--arch=x86_64")).FailedWith("OL442").Stderr.Should().Contain(Path.GetFileName(Spdx));
    }

    private Task<PoisonedCache> PoisonAsync(string change) => PoisonAsync(built.Checkout, change);

    private Task<PoisonedCache> PoisonAsync(Checkout checkout, string change) => PoisonedCache.OfAsync(
        built.Cache, checkout.PathOf(Rootfs), Paper(checkout, BuildRecord).GetProperty("rootfs").Text("action"), change);

    /// <summary>With a C library of a few files and one program.</summary>
    private static async Task<Checkout> SmallAsync(string cache)
    {
        var checkout = await Checkout.CreateAsync(cache);
        Tool.Run("cp", ["-R", Path.Combine(RepositoryRoot.Path, "examples/own-libc") + "/.", checkout.Root]);
        return checkout;
    }

    private async Task CheckAsync(string checksums)
    {
        var list = Path.Combine(Directory.CreateTempSubdirectory().FullName, "sums");
        await File.WriteAllTextAsync(list, checksums);
        await Command.OutputAsync("sha256sum", ["--check", "--strict", list], built.Checkout.PathOf("build/x86_64"));
    }

    /// <summary>Each file with its SHA-256, each link with its target, as tar and sha256sum see them.</summary>
    private static async Task<Dictionary<string, string>> FilesOfAsync(Checkout checkout)
    {
        var folder = Directory.CreateTempSubdirectory("openlinux-unpacked-");
        await Command.OutputAsync("tar", ["-xzf", checkout.PathOf(Rootfs), "-C", folder.FullName]);
        var listed = (await Command.OutputAsync("tar", ["-tzf", checkout.PathOf(Rootfs)])).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var hashes = await Command.OutputAsync("sh", ["-c", "find . -type f -exec sha256sum {} +"], folder.FullName);
        var links = await Command.OutputAsync("find", [".", "-type", "l", "-printf", "%l  %p\\n"], folder.FullName);
        var files = (hashes + links).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split("  .", 2)).ToDictionary(parts => parts[1], parts => parts[0]);
        files.Keys.Should().BeEquivalentTo(listed.Where(path => !path.EndsWith('/')).Select(path => "/" + path));
        folder.Delete(recursive: true);
        return files;
    }

    private static Dictionary<string, string> CycloneDxFiles(JsonElement bom) => bom.Items("components")
        .SelectMany(component => component.Items("components"))
        .ToDictionary(
            file => file.Text("name"),
            file => file.Items("hashes").Select(hash => hash.Text("content")).FirstOrDefault()
                ?? file.Items("properties").Single(property => property.Text("name") == "openlinux:symlink").Text("value"));

    private static Dictionary<string, string> SpdxFiles(JsonElement document)
    {
        const string pointer = "symbolic link to ";
        var graph = document.Items("@graph").ToList();
        var files = graph.Where(element => element.TextOrNull("relationshipType") == "contains").SelectMany(element => element.Texts("to")).ToHashSet();
        return graph.Where(element => element.Text("type") == "software_File" && files.Contains(element.Text("spdxId"))).ToDictionary(
            file => file.Text("name"),
            file => file.Items("verifiedUsing").Select(hash => hash.Text("hashValue")).FirstOrDefault() ?? file.Text("comment")[pointer.Length..]);
    }

    private static byte[] Bytes(Checkout checkout, string path) => File.ReadAllBytes(checkout.PathOf(path));

    private static JsonElement Paper(Checkout checkout, string path) => PaperJson.Of(Bytes(checkout, path));
}

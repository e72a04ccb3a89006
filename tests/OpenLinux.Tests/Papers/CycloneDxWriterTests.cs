using System.Text.Json;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Provenance;
using OpenLinux.Papers.Bom;
using OpenLinux.Papers.CycloneDx;
using OpenLinux.TestKit.Papers;

namespace OpenLinux.Tests.Papers;

/// <summary>What the schema of CycloneDX 1.6 cannot say.</summary>
public sealed class CycloneDxWriterTests
{
    private readonly JsonElement bom = PaperJson.Of(CycloneDxWriter.Write(Bills.Whole));

    [Fact]
    public void Every_reference_is_of_something_and_of_one_thing()
    {
        var known = bom.Items("components").SelectMany(component => component.Items("components").Prepend(component))
            .Append(bom.GetProperty("metadata").GetProperty("component")).Select(component => component.Text("bom-ref")).ToList();

        known.Should().NotBeEmpty().And.OnlyHaveUniqueItems();
        bom.Items("dependencies").SelectMany(dependency => dependency.Texts("dependsOn").Append(dependency.Text("ref"))).Should().NotBeEmpty().And.BeSubsetOf(known);
        bom.Items("compositions").Single().Texts("assemblies").Should().NotBeEmpty().And.BeSubsetOf(known);
    }

    [Fact]
    public void A_component_tells_version_licence_source_and_hash()
    {
        var libc = Component("libc");

        libc.Text("version").Should().Be("1.2.5");
        libc.Items("licenses").Single().Text("expression").Should().Be("MIT");
        libc.Items("hashes").Single().Text("content").Should().Be(Bills.Hash("libc"));
        libc.Items("externalReferences").Single().Text("url").Should().Be("https://example.org/libc-1.2.5.tar.gz");
    }

    [Fact]
    public void A_folder_of_the_repository_is_a_source_too()
    {
        var source = Component("openlinux/files").Items("externalReferences").Single();

        source.Text("url").Should().Be("src/rootfs");
        source.Text("comment").Should().Contain("dirHash");
        source.Items("hashes").Single().Text("content").Should().Be(Bills.Files.Materials[0].Hash);
    }

    [Fact]
    public void What_was_made_of_a_text_has_no_hash_of_its_own()
    {
        var made = Bills.Files with { Materials = [SourceMaterial.OfFile("version 1.0", Digest.OfUtf8("1.0"))] };
        var component = PaperJson.Of(CycloneDxWriter.Write(BomAssembly.Assemble(Bills.Product, [.. Bills.Entries.SkipLast(1), made], Bills.Contents)))
            .Items("components").Last();

        component.TryGetProperty("hashes", out _).Should().BeFalse("that of the text is not the component's");
        component.Items("externalReferences").Single().Items("hashes").Single().Text("content").Should().Be(Digest.OfUtf8("1.0").Hash);
    }

    [Fact]
    public void A_component_without_a_licence_has_none() => Component("openlinux/files").TryGetProperty("licenses", out _).Should().BeFalse();

    [Fact]
    public void A_pinned_toolchain_is_told_by_the_hash_of_each_archive_and_is_no_part()
    {
        var pinned = PaperJson.Of(CycloneDxWriter.Write(Bills.Pinned));

        var toolchain = pinned.Items("formulation").Single().Items("components").Single();
        (toolchain.Text("name"), toolchain.Text("version")).Should().Be(("zig", "0.16.0"));
        toolchain.Items("externalReferences").Select(archive => archive.Items("hashes").Single().Text("content")).Should().Equal(Bills.Hash("lib"), Bills.Hash("zig"));
        pinned.Items("components").Should().HaveSameCount(bom.Items("components"));
        bom.TryGetProperty("formulation", out _).Should().BeFalse("the building machine's is in the provenance");
    }

    [Fact]
    public void What_was_only_there_to_build_is_excluded() =>
        bom.Items("components").Select(component => (component.Text("name"), component.Text("scope")))
            .Should().Equal(("headers", "excluded"), ("libc", "required"), ("shell", "required"), ("openlinux/files", "required"));

    [Fact]
    public void A_file_tells_its_hash_and_its_steps()
    {
        var file = Component("shell").Items("components").Single(file => file.Text("name") == "/bin/shell");

        file.Items("hashes").Single().Text("content").Should().Be(Bills.Stripped.Content.Hash);
        file.Items("properties").Select(property => property.Text("value")).Should().Equal(
            "UpstreamBuild x86_64 shell 1.37.0", "Strip x86_64 bin/shell");
    }

    [Fact]
    public void A_link_tells_where_it_points_and_has_no_hash()
    {
        var link = Component("shell").Items("components").Single(file => file.Text("name") == "/bin/sh");

        link.Items("properties").First().Text("value").Should().Be("shell");
        link.TryGetProperty("hashes", out _).Should().BeFalse();
    }

    [Fact]
    public void The_graph_of_dependencies_is_that_of_the_components() =>
        bom.Items("dependencies").Single(dependency => dependency.Text("ref") == "component:shell").Texts("dependsOn")
            .Should().Equal("component:headers", "component:libc");

    [Fact]
    public void Another_bill_has_another_serial_number_and_the_same_one_the_same()
    {
        var again = PaperJson.Of(CycloneDxWriter.Write(Bills.Whole)).Text("serialNumber");
        var other = PaperJson.Of(CycloneDxWriter.Write(Bills.Of(Bills.Product with { Version = "2" }))).Text("serialNumber");

        again.Should().Be(bom.Text("serialNumber")).And.NotBe(other).And.MatchRegex("^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$");
    }

    private JsonElement Component(string name) => bom.Items("components").Single(component => component.Text("name") == name);
}

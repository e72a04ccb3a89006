using System.Text.Json;
using OpenLinux.Papers.Spdx;
using OpenLinux.TestKit.Papers;

namespace OpenLinux.Tests.Papers;

/// <summary>What the schema of SPDX 3.0.1 cannot say.</summary>
public sealed class SpdxWriterTests
{
    private readonly IReadOnlyList<JsonElement> graph = [.. PaperJson.Of(SpdxWriter.Write(Bills.Whole)).Items("@graph")];

    [Fact]
    public void Every_element_has_a_name_of_its_own() => Ids().Should().NotBeEmpty().And.OnlyHaveUniqueItems();

    [Fact]
    public void Nothing_refers_to_what_is_not_there()
    {
        var known = Ids().Append("expandedlicensing_NoAssertionLicense").ToHashSet(StringComparer.Ordinal);
        var references = graph.SelectMany(element => element.Texts("to")
            .Concat(element.Texts("rootElement")).Concat(element.Texts("element")).Concat(element.Texts("createdBy"))
            .Append(element.TextOrNull("from") ?? element.TextOrNull("spdxId") ?? element.Text("@id")));

        references.Should().NotBeEmpty().And.OnlyContain(reference => known.Contains(reference));
    }

    [Fact]
    public void A_component_tells_version_licence_source_and_hash()
    {
        var libc = Component("libc");

        libc.Text("software_packageVersion").Should().Be("1.2.5");
        libc.Text("software_downloadLocation").Should().Be("https://example.org/libc-1.2.5.tar.gz");
        libc.Items("verifiedUsing").Single().Text("hashValue").Should().Be(Bills.Hash("libc"));
        libc.Text("software_packageUrl").Should().Be(
            $"pkg:generic/libc@1.2.5?checksum=sha256:{Bills.Hash("libc")}&download_url=https:%2F%2Fexample.org%2Flibc-1.2.5.tar.gz");
        Element(Related(libc, "hasDeclaredLicense").Single()).Text("simplelicensing_licenseExpression").Should().Be("MIT");
    }

    [Fact]
    public void A_component_that_is_not_configured_has_a_name_in_our_own_namespace() =>
        Component("openlinux/files").Text("software_packageUrl").Should().Be("pkg:generic/openlinux/files");

    [Fact]
    public void A_component_without_a_licence_asserts_none() =>
        Related(Component("openlinux/files"), "hasDeclaredLicense").Should().Equal("expandedlicensing_NoAssertionLicense");

    [Fact]
    public void A_library_is_linked_statically_and_headers_were_needed_to_build()
    {
        Related(Component("shell"), "hasStaticLink").Should().Equal(Component("libc").Text("spdxId"));
        Related(Component("shell"), "dependsOn").Should().Equal(Component("headers").Text("spdxId"));
        Relationships(Component("shell"), "dependsOn").Single().Text("scope").Should().Be("build");
    }

    [Fact]
    public void The_product_contains_its_parts_and_they_their_files()
    {
        var product = graph.Single(element => element.TextOrNull("software_primaryPurpose") == "operatingSystem");

        Related(product, "contains").Select(Element).Select(part => part.Text("name")).Should().Equal("libc", "shell", "openlinux/files");
        Related(Component("shell"), "contains").Select(Element).Select(file => file.Text("name")).Should().Equal("/bin/sh", "/bin/shell");
    }

    [Fact]
    public void A_link_tells_where_it_points_and_has_no_hash()
    {
        var link = graph.Single(element => element.TextOrNull("name") == "/bin/sh");

        link.Text("comment").Should().Be("symbolic link to shell");
        link.TryGetProperty("verifiedUsing", out _).Should().BeFalse();
    }

    [Fact]
    public void The_steps_lead_from_the_materials_to_the_file()
    {
        var strip = graph.Single(element => element.TextOrNull("name") == "Strip x86_64 bin/shell");
        var build = graph.Single(element => element.TextOrNull("name") == "UpstreamBuild x86_64 shell 1.37.0");

        Element(Related(strip, "hasOutput").Single()).Items("verifiedUsing").Single().Text("hashValue").Should().Be(Bills.Stripped.Content.Hash);
        Element(Related(strip, "hasInput").Single()).Items("verifiedUsing").Single().Text("hashValue").Should().Be(Bills.Unstripped.Content.Hash);
        Related(build, "hasOutput").Should().Contain(Related(strip, "hasInput").Single());
        Related(build, "hasInput").Select(Element).Select(material => material.Text("name")).Should().Equal(
            "shell-1.37.0.tar.bz2", "src/bin/shell", "headers", "libc");
    }

    [Fact]
    public void What_a_step_read_is_called_complete_where_nothing_ran()
    {
        var build = graph.Single(element => element.TextOrNull("name") == "UpstreamBuild x86_64 shell 1.37.0");
        var taken = graph.Single(element => element.TextOrNull("name") == "Source src/rootfs");

        Relationships(build, "hasInput").Single().Text("completeness").Should().Be("incomplete", "tools are not in it");
        Relationships(taken, "hasInput").Single().Text("completeness").Should().Be("complete");
    }

    [Fact]
    public void What_was_compiled_used_the_pinned_toolchain_which_is_told_by_the_hash_of_each_archive()
    {
        var pinned = PaperJson.Of(SpdxWriter.Write(Bills.Pinned)).Items("@graph").ToList();
        var toolchain = pinned.Single(element => element.TextOrNull("name") == "zig");

        toolchain.Text("software_packageVersion").Should().Be("0.16.0");
        var archives = pinned.Where(element => element.TextOrNull("relationshipType") == "generates" && element.Texts("to").Contains(toolchain.Text("spdxId")))
            .Select(element => pinned.Single(archive => archive.TextOrNull("spdxId") == element.Text("from")));
        archives.Select(archive => archive.Items("verifiedUsing").Single().Text("hashValue")).Should().Equal(Bills.Hash("lib"), Bills.Hash("zig"));
        pinned.Where(element => element.TextOrNull("relationshipType") == "usesTool")
            .Select(element => pinned.Single(step => step.TextOrNull("spdxId") == element.Text("from")).Text("name"))
            .Should().Equal("UpstreamBuild x86_64 shell 1.37.0");
    }

    [Fact]
    public void Every_step_has_what_the_build_profile_demands()
    {
        var steps = graph.Where(element => element.Text("type") == "build_Build").ToList();

        steps.Should().HaveCount(3);
        foreach (var (step, type) in steps.SelectMany(_ => new[] { "hasInput", "hasOutput", "invokedBy" }, (step, type) => (step, type)))
        {
            Relationships(step, type).Single().Text("scope").Should().Be("build");
        }

        steps.SelectMany(step => Related(step, "invokedBy")).Select(Element).Should().NotBeEmpty().And.OnlyContain(agent => agent.Text("type") == "SoftwareAgent");
    }

    [Fact]
    public void The_document_and_the_bill_list_all_that_they_hold()
    {
        var document = graph.Single(element => element.Text("type") == "SpdxDocument");
        var bill = graph.Single(element => element.Text("type") == "software_Sbom");
        var ids = graph.Select(element => element.TextOrNull("spdxId")).OfType<string>().Except([document.Text("spdxId")]).ToList();

        document.Texts("element").Should().BeEquivalentTo(ids);
        bill.Texts("element").Should().BeEquivalentTo(ids.Except([bill.Text("spdxId")]));
    }

    [Fact]
    public void What_components_share_is_one_element_and_what_has_but_the_name_in_common_is_not()
    {
        var sharing = PaperJson.Of(SpdxWriter.Write(Bills.Sharing())).Items("@graph").ToList();

        sharing.Select(element => element.TextOrNull("spdxId")).OfType<string>().Should().NotBeEmpty().And.OnlyHaveUniqueItems();
        sharing.Where(element => element.TextOrNull("name") == "shell-1.37.0.tar.bz2")
            .Select(material => material.Items("verifiedUsing").Single().Text("hashValue")).Should().Equal(Bills.Hash("shell"), Bills.Hash("another release"));
        var taken = sharing.Single(element => element.TextOrNull("name") == "Source the building machine").Text("spdxId");
        sharing.Single(element => element.TextOrNull("from") == taken && element.Text("relationshipType") == "hasOutput").Texts("to").Should().HaveCount(2);
        sharing.Where(element => element.TextOrNull("build_buildType") == "urn:openlinux:step:Strip").Should().HaveCount(2);
    }

    private IEnumerable<string> Ids() => graph.Select(element => element.TextOrNull("spdxId") ?? element.Text("@id"));

    private JsonElement Element(string id) => graph.Single(element => element.TextOrNull("spdxId") == id);

    private JsonElement Component(string name) =>
        graph.Single(element => element.TextOrNull("name") == name && element.Text("type") == "software_Package");

    private IEnumerable<JsonElement> Relationships(JsonElement from, string type) => graph.Where(element =>
        element.TextOrNull("from") == from.Text("spdxId") && element.Text("relationshipType") == type);

    private IEnumerable<string> Related(JsonElement from, string type) => Relationships(from, type).SelectMany(relationship => relationship.Texts("to"));
}

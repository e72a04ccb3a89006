using System.Text;
using OpenLinux.Papers.CycloneDx;
using OpenLinux.Papers.Spdx;
using OpenLinux.TestKit.Papers;

namespace OpenLinux.Tests.Papers;

/// <summary>Each SBOM against the schema that its makers publish.</summary>
public sealed class SbomSchemaTests
{
    [Fact]
    public void The_spdx_paper_is_valid() =>
        PublishedSchemas.Objections(PublishedSchemas.Spdx, SpdxWriter.Write(Bills.Whole)).Should().BeEmpty();

    [Fact]
    public void The_cyclonedx_paper_is_valid() =>
        PublishedSchemas.Objections(PublishedSchemas.CycloneDx, CycloneDxWriter.Write(Bills.Whole)).Should().BeEmpty();

    [Fact]
    public void So_are_those_of_components_that_share_what_they_can()
    {
        PublishedSchemas.Objections(PublishedSchemas.Spdx, SpdxWriter.Write(Bills.Sharing())).Should().BeEmpty();
        PublishedSchemas.Objections(PublishedSchemas.CycloneDx, CycloneDxWriter.Write(Bills.Sharing())).Should().BeEmpty();
    }

    [Fact]
    public void So_are_those_that_name_a_pinned_toolchain()
    {
        PublishedSchemas.Objections(PublishedSchemas.Spdx, SpdxWriter.Write(Bills.Pinned)).Should().BeEmpty();
        PublishedSchemas.Objections(PublishedSchemas.CycloneDx, CycloneDxWriter.Write(Bills.Pinned)).Should().BeEmpty();
    }

    [Fact]
    public void So_are_those_that_lie_in_the_root_filesystem()
    {
        var bill = Bills.Of(Bills.Product with { Tarball = null });

        PublishedSchemas.Objections(PublishedSchemas.Spdx, SpdxWriter.Write(bill)).Should().BeEmpty();
        PublishedSchemas.Objections(PublishedSchemas.CycloneDx, CycloneDxWriter.Write(bill)).Should().BeEmpty();
    }

    [Theory]
    [InlineData("\"sha256\"", "\"sha257\"")]
    [InlineData("hasStaticLink", "hasStaticLinks")]
    [InlineData("\"software_packageVersion\"", "\"packageVersion\"")]
    [InlineData("1970-01-01T00:00:00Z", "yesterday")]
    public void The_spdx_schema_tells_a_mistake(string right, string wrong) =>
        PublishedSchemas.Objections(PublishedSchemas.Spdx, Changed(SpdxWriter.Write(Bills.Whole), right, wrong)).Should().NotBeEmpty();

    [Theory]
    [InlineData("\"SHA-256\"", "\"SHA-257\"")]
    [InlineData("\"type\":\"file\"", "\"type\":\"files\"")]
    [InlineData("\"scope\":\"excluded\"", "\"scope\":\"never\"")]
    [InlineData("urn:uuid:", "urn:")]
    public void The_cyclonedx_schema_tells_a_mistake(string right, string wrong) =>
        PublishedSchemas.Objections(PublishedSchemas.CycloneDx, Changed(CycloneDxWriter.Write(Bills.Whole), right, wrong)).Should().NotBeEmpty();

    private static byte[] Changed(byte[] paper, string right, string wrong)
    {
        var text = Encoding.UTF8.GetString(paper);
        text.Should().Contain(right);
        return Encoding.UTF8.GetBytes(text.Replace(right, wrong, StringComparison.Ordinal));
    }
}

using System.Text;
using OpenLinux.Papers.Provenance;
using OpenLinux.Signing.Statements;
using OpenLinux.TestKit.Papers;

namespace OpenLinux.Tests.Papers;

public sealed class ProvenanceSummaryTests
{
    [Fact]
    public void Our_provenance_is_read_back_as_a_statement_of_its_kind()
    {
        var statement = Statement.Read(ProvenanceWriter.OfTarball(Bills.Whole, Runs.Whole, Runs.Sboms));

        statement.PredicateType.Should().Be(ProvenanceWriter.PredicateType);
        ProvenanceSummary.Of(statement.Predicate).Should().Be(new ProvenanceSummary(
            Runs.Whole.Builder, Runs.Whole.Commit, Runs.Whole.Repository is { } repository ? $"git+{repository}@{Runs.Whole.Commit}" : null));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"buildDefinition":[],"runDetails":"x"}""")]
    [InlineData("""{"buildDefinition":{"resolvedDependencies":[1,{"digest":"x"},{"digest":{"gitCommit":2}}]},"runDetails":{"builder":{"id":null}}}""")]
    public void Whatever_else_somebody_wrote_tells_nothing(string predicate) =>
        ProvenanceSummary.Of(PaperJson.Of(Encoding.UTF8.GetBytes(predicate))).Should().Be(new ProvenanceSummary("", null, null));
}

using System.Text.RegularExpressions;
using OpenLinux.TestKit;

namespace OpenLinux.Tests.CrossCutting;

/// <summary>A test must be able to fail: what holds for every element of nothing says nothing.</summary>
public sealed partial class AssertionTests
{
    [Fact]
    public void What_is_said_of_every_element_is_said_of_one_at_least()
    {
        var folder = Path.Combine(RepositoryRoot.Path, "tests");
        var vacuous = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) != $"{nameof(AssertionTests)}.cs")
            .SelectMany(file => Chain().Matches(File.ReadAllText(file))
                .Where(chain => OfEveryElement().IsMatch(chain.Value) && !OfSomeElement().IsMatch(chain.Value))
                .Select(chain => $"{Path.GetRelativePath(folder, file)}: {chain.Value}"));

        vacuous.Should().BeEmpty();
    }

    [Theory]
    [InlineData("x.Should().OnlyContain(y => y);", true)]
    [InlineData("x.Should().AllSatisfy(y => y.Should().Be(1));", true)]
    [InlineData("x.Should().NotBeEmpty().And.OnlyContain(y => y);", false)]
    [InlineData("x.Should().HaveCount(2).And.BeSubsetOf(z);", false)]
    [InlineData("x.Should().Equal(y);", false)]
    public void Such_a_chain_is_told_by_its_words(string statement, bool isVacuous)
    {
        var chain = Chain().Match(statement).Value;

        (OfEveryElement().IsMatch(chain) && !OfSomeElement().IsMatch(chain)).Should().Be(isVacuous);
    }

    /// <summary>From the first assertion to the statement's end.</summary>
    [GeneratedRegex(@"\bShould\(\)[^;]*;")]
    private static partial Regex Chain();

    [GeneratedRegex(@"\.(OnlyContain|AllSatisfy|BeSubsetOf|OnlyHaveUniqueItems|AllBeEquivalentTo|AllBeOfType)\(")]
    private static partial Regex OfEveryElement();

    [GeneratedRegex(@"\.(NotBeEmpty|HaveCount\w*|ContainSingle|Equal|Contain)\(")]
    private static partial Regex OfSomeElement();
}

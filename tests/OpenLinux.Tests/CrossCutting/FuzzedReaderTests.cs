using OpenLinux.Fuzz;
using OpenLinux.TestKit;

namespace OpenLinux.Tests.CrossCutting;

/// <summary>What fuzzing has found stays found: the corpus of <c>tools/fuzz.sh</c>, and inputs a little off it, the same in each run.</summary>
public sealed class FuzzedReaderTests
{
    /// <summary>Of inputs made from each reader's corpus.</summary>
    private const int Count = 250;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly string Corpus = Path.Combine(RepositoryRoot.Path, "tests", "OpenLinux.Fuzz", "corpus");

    public static TheoryData<string> Readers() => [.. FuzzedReader.All.Select(reader => reader.Name)];

    [Fact]
    public void Each_reader_has_a_corpus_and_each_corpus_a_reader() =>
        Directory.EnumerateDirectories(Corpus).Select(Path.GetFileName).Should().BeEquivalentTo(Readers().Select(row => row.Data));

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task Whatever_it_is_given_a_reader_reads_it_or_refuses_it_in_its_own_words(string name)
    {
        var reader = FuzzedReader.Find(name)!;
        var seeds = Directory.EnumerateFiles(Path.Combine(Corpus, name)).Order(StringComparer.Ordinal).Select(file => (Name: Path.GetFileName(file), Content: File.ReadAllBytes(file))).ToList();
        var taken = 0;
        foreach (var (called, input) in seeds)
        {
            taken += await ReadAsync(reader, called, input) is null ? 1 : 0;
        }

        taken.Should().BePositive("a corpus of which nothing is read leads nowhere");
        foreach (var (index, input) in new Mutations([.. seeds.Select(seed => seed.Content)], Count).All().Index())
        {
            await ReadAsync(reader, $"mutation {index}", input);
        }
    }

    private static async Task<string?> ReadAsync(FuzzedReader reader, string called, byte[] input)
    {
        try
        {
            return await Task.Run(() => reader.Read(input)).WaitAsync(Patience);
        }
        catch (Exception fault)
        {
            Assert.Fail($"{reader.Name}, {called}: {fault}\nThe input, in base64: {Convert.ToBase64String(input)}");
            return null;
        }
    }
}

using System.Text;
using System.Text.RegularExpressions;
using OpenLinux.Configuration.Keys;
using OpenLinux.Configuration.Loading;
using OpenLinux.Configuration.Problems;
using OpenLinux.Configuration.Toml;
using OpenLinux.Oci.Naming;
using OpenLinux.Userland.Reading;
using OpenLinux.Userland.Recipes;
using OpenLinux.Userland.Sources.Apt;
using OpenLinux.Userland.Sources.Patching;

namespace OpenLinux.Fuzz.Readers;

internal static class TextReaders
{
    private const string FileName = "fuzz.toml";

    private static readonly TomlTable Nothing = new(new Origin(FileName));

    /// <summary>A file as each kind of configuration and of recipe, and as an option's value.</summary>
    public static void Toml(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        var problems = new ConfigurationProblems();
        TomlReader.ReadOptionValue("--option", text, new ConfigurationProblems());
        if (TomlReader.Read(FileName, text, problems) is { } table)
        {
            BindIfGood(ConfigurationKeys.Main.Table, table, () => ConfigurationBinder.Bind(new ConfigurationTables(table, Nothing, Nothing, Architectures(Nothing))));
            BindIfGood(ConfigurationKeys.Toolchain.Table, table, () => ConfigurationBinder.Bind(new ConfigurationTables(Nothing, table, Nothing, Architectures(Nothing))));
            BindIfGood(ConfigurationKeys.Vetting.Table, table, () => ConfigurationBinder.Bind(new ConfigurationTables(Nothing, Nothing, table, Architectures(Nothing))));
            BindIfGood(ConfigurationKeys.Architecture.Table, table, () => ConfigurationBinder.Bind(new ConfigurationTables(Nothing, Nothing, Nothing, Architectures(table))));
            BindIfGood(InTreeRecipe.Keys, table, () => new SourceCheck(table, problems).Check(InTreeRecipe.Keys.Bind(InTreeRecipe.Default, table).Tree, archive: null));
            BindIfGood(SystemRecipe.Keys, table, () => SystemRecipe.Keys.Bind(SystemRecipe.Empty, table));
            BindIfGood(UpstreamRecipe.Keys, table, () =>
            {
                var recipe = UpstreamRecipe.Keys.Bind(UpstreamRecipe.Empty, table);
                new SourceCheck(table, problems).Check(recipe.Tree, recipe);
            });
            var configuration = new ConfigurationProblems();
            new ImageCommandCheck(table, configuration).Check();
        }

        problems.ThrowIfAny();
    }

    public static void Depfile(byte[] input) => Engine.Execution.Depfile.Prerequisites(Encoding.UTF8.GetString(input));

    /// <summary>An image's name, which each of its spellings leads back to, and which the pattern in the schema of the configuration takes.</summary>
    public static void Reference(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        var isRepository = ImageReference.IsRepository(text);
        FuzzedReaderFault.ThrowUnless(!isRepository || Regex.IsMatch(text, ImageReference.RepositoryPattern), "the pattern refuses a repository");
        var reference = ImageReference.Parse(text);
        foreach (var spelling in (string[])[reference.ToString(), reference.Qualified, reference.Familiar])
        {
            FuzzedReaderFault.ThrowUnless(ImageReference.Parse(spelling) == reference, $"{spelling} is another image than {text}");
        }
    }

    public static void Patch(byte[] input)
    {
        foreach (var change in UnifiedDiff.Parse(input))
        {
            change.Apply(string.Concat(change.Hunks.SelectMany(hunk => hunk.Before)));
        }
    }

    public static void Apt(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        _ = AptEntryReader.ReadList(text).Count() + AptEntryReader.ReadDeb822(text).Count();
    }

    /// <summary>C and assembly, for what a compiler may read unseen.</summary>
    public static void Source(byte[] input)
    {
        SourceScan.Of(input);
        SourceScan.CodeOf(input, pastes: true);
        AssemblyListing.Of(Encoding.Latin1.GetString(input));
        ConfigurationHeader.Of(input)?.NarrowedTo(new UnitWords(SourceWords.Of("int main CONFIG_ONE"u8), SourceWords.Of(input)));
    }

    private static Dictionary<string, TomlTable> Architectures(TomlTable table) => new() { ["x86_64"] = table };

    private static void BindIfGood(KeyTable keys, TomlTable table, Action bind)
    {
        var problems = new ConfigurationProblems();
        new TableChecker(keys, problems).Check(table);
        if (problems.Count == 0)
        {
            bind();
        }
    }
}

using OpenLinux.Common.Errors;
using OpenLinux.Configuration.Keys;
using OpenLinux.Configuration.Problems;
using OpenLinux.Configuration.Toml;

namespace OpenLinux.Configuration.Loading;

/// <summary>Reads <c>config/</c>, lays the command line's overrides over it and checks the whole.</summary>
public static class ConfigurationLoader
{
    private const string SourceDateEpoch = "SOURCE_DATE_EPOCH";
    private const string Epoch = "epoch";

    /// <param name="configFolder">The folder that holds openlinux.toml, toolchain.toml, vetting.toml and arch/.</param>
    /// <param name="overrides">Options in the order given, without dashes: ("tag", "edge"), ("image.env", "TERM=linux").</param>
    /// <param name="sourceDateEpoch">The value of <c>SOURCE_DATE_EPOCH</c>; overrides the file's epoch, not the option's.</param>
    /// <param name="checkComponents">Adds what is wrong with the configured components, where something is wrong already: one run tells all.</param>
    /// <exception cref="BuildException">Something is wrong (<c>OL100</c>–<c>OL106</c>); all of it is told at once.</exception>
    public static BuildConfiguration Load(
        string configFolder,
        IReadOnlyList<KeyValuePair<string, string>> overrides,
        string? sourceDateEpoch = null,
        Action<IReadOnlyList<string>, ConfigurationProblems>? checkComponents = null)
    {
        var problems = new ConfigurationProblems();
        var main = Read(Path.Combine(configFolder, ConfigurationKeys.Main.Name), problems);
        var toolchain = Read(Path.Combine(configFolder, ConfigurationKeys.Toolchain.Name), problems);
        var vetting = Read(Path.Combine(configFolder, ConfigurationKeys.Vetting.Name), problems);
        var architectures = ReadArchitectures(Path.Combine(configFolder, "arch"), problems);
        problems.ThrowIfAny();

        var tables = new ConfigurationTables(main!, toolchain!, vetting!, architectures);

        long? fromEnvironment = null;
        if (!string.IsNullOrEmpty(sourceDateEpoch))
        {
            new ConfigurationOverrides(problems).Apply(tables.Main, Epoch, SourceDateEpoch, sourceDateEpoch);
            fromEnvironment = (tables.Main.At(Epoch) as TomlInteger)?.Value;
        }

        if (overrides.Count > 0)
        {
            new ConfigurationOverrides(problems).Apply(overrides, tables);
        }

        tables.Check(problems);
        if (problems.Count > 0)
        {
            checkComponents?.Invoke(ComponentsIn(tables.Main), problems);
        }

        problems.ThrowIfAny();
        return ConfigurationBinder.Bind(tables) with { SourceDateEpoch = fromEnvironment };
    }

    /// <returns>The names among them that can be one.</returns>
    private static List<string> ComponentsIn(TomlTable main) => main.At("components") is TomlArray list
        ? [.. list.Items.OfType<TomlString>().Select(item => item.Value).Where(TextRules.ComponentName.Accepts).Distinct()]
        : [];

    private static Dictionary<string, TomlTable> ReadArchitectures(string folder, ConfigurationProblems problems)
    {
        var architectures = new Dictionary<string, TomlTable>(StringComparer.Ordinal);
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.toml") : [];
        Array.Sort(files, StringComparer.Ordinal);
        foreach (var file in files)
        {
            AddArchitecture(architectures, file, problems);
        }

        if (files.Length == 0)
        {
            ReportMissing(Path.Combine(folder, "x86_64.toml"), problems);
        }

        return architectures;
    }

    private static void AddArchitecture(
        Dictionary<string, TomlTable> architectures, string file, ConfigurationProblems problems)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        if (!TextRules.ArchitectureName.Accepts(name))
        {
            problems.Add(
                ConfigurationErrors.BadValue,
                new Origin(Path.GetFullPath(file)),
                "",
                $"\"{name}\" is not {TextRules.ArchitectureName.Expected}",
                "rename the file");
        }
        else if (Read(file, problems) is { } table)
        {
            architectures.Add(name, table);
        }
    }

    private static TomlTable? Read(string path, ConfigurationProblems problems)
    {
        try
        {
            return TomlFile.Read(path, problems);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            ReportMissing(path, problems);
            return null;
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            throw new BuildException(
                ConfigurationErrors.FileUnreadable,
                DisplayPath.Of(path),
                exception.Message,
                "make it readable for this user: chmod a+r, and a+x for the folders above it",
                exception);
        }
    }

    private static void ReportMissing(string path, ConfigurationProblems problems) =>
        problems.Add(
            ConfigurationErrors.FileMissing,
            new Origin(Path.GetFullPath(path)),
            "",
            "there is no such file",
            $"bring it back with: git checkout -- {DisplayPath.Of(path)}");
}
